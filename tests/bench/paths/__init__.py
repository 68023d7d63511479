"""One path a file: ``measure(fleet, rounds)`` yields its figures."""
