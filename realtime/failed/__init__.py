"""What could not be delivered: an officer sees it, is told of it, and may send it again (F5)."""
