class BackupError(Exception):
    """A copy could not be made or may not be restored here; the text is one sentence for who runs the house."""
