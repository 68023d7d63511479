"""Faults of real processes, and what must be true afterwards; one line each. ``make chaos PART=messages``."""
