"""Upgrading while people go on: old and new code on one schema for a while (docs/operations.md)."""
