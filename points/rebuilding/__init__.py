"""The ledger made again from what happened, to be held against the one that was posted (X07)."""
