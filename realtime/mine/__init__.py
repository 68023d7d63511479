"""The channels that reach me: how each last went, a test, my devices."""
