"""Faults of processes, each played on the stage and judged from outside."""
