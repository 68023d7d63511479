"""Photos of orders on pages: how they come in, how they are shown, and to whom."""
