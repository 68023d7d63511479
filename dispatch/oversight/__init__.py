"""督查: what is asked about services after they were done."""
