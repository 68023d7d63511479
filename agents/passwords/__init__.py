"""What an officer's password must be like, and what became of the ones before it (S14)."""
