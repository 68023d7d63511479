"""Proof of how an order was dispatched: who was eligible, who was told, who tried, in a chain (X05)."""
