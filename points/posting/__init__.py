"""Entries are posted and reversed, never edited; one key per cause makes every retry harmless (STYLE 7)."""
