"""The figures of a set of orders. Pure Python."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Counts of orders (``figures/which.py`` says which), and claim times in seconds; None where there were none."""

    placed: int = 0
    dispatched: int = 0
    taken: int = 0
    taken_in_time: int = 0
    taken_late: int = 0
    completed: int = 0
    limited: int = 0
    in_limit: int = 0
    past_limit: int = 0
    rated: int = 0
    satisfied: int = 0
    unsatisfied: int = 0
    claim_median_seconds: float | None = None
    claim_p90_seconds: float | None = None

    @property
    def in_time_percent(self) -> float | None:
        """Of the orders that waited for somebody: taken within the grid's own minutes."""
        return percent(self.taken_in_time, self.dispatched)

    @property
    def in_limit_percent(self) -> float | None:
        """Of the completed orders with a time limit: completed within it."""
        return percent(self.in_limit, self.limited)

    @property
    def satisfied_percent(self) -> float | None:
        """Of the rated orders."""
        return percent(self.satisfied, self.rated)


def percent(part: int, whole: int) -> float | None:
    """To one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None
