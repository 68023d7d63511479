"""The embedded runner behind ``make run``: from nothing to a served, seeded site in one process group (DESIGN §5)."""
