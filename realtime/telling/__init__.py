"""What each piece of news means for whom: frames for open pages, messages for people."""
