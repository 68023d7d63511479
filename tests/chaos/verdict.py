"""What was seen after a fault."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Seen:
    """Whether what must be true was, and the figures."""

    holds: bool
    figures: str


@dataclass(frozen=True)
class Verdict:
    fault: str
    holds: bool
    seen: str

    def __str__(self) -> str:
        return f"{'pass' if self.holds else 'FAIL'}  {self.fault}: {self.seen}"


def percentile(values: list[float], share: float) -> float:
    """The smallest value that ``share`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def was_told_to_end(error: BaseException) -> bool:
    """SIGTERM leaves with a number; a scene that cannot go on leaves with a sentence, and others can."""
    return isinstance(error, SystemExit) and isinstance(error.code, int)
