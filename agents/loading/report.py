from collections.abc import Sequence
from typing import Any

from agents.loading.sync import Changes


class Report:
    """What a load did, for whoever started it: one line for each kind of row, one for each thing to look at."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.warnings: list[str] = []

    def say(self, kind: str, changes: Changes[Any]) -> None:
        self.lines.append(f"{kind}: {changes}")

    def remove(self, gone: int, kept: Sequence[Any], kind: str) -> None:
        """``gone`` rows that were no longer listed; ``kept`` are those that other rows still refer to."""
        if gone:
            self.lines.append(f"{kind}s no longer listed, removed: {gone}")
        self.warnings += [
            f"The {kind} {row.code} {row} is no longer listed but still in use: kept." for row in kept
        ]
