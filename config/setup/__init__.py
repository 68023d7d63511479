"""What a bare machine needs before the site or its tests can run."""
