"""``make screens``: every page as it looks, in every dress, on a site full of life. Pages stand in ``table.py``."""
