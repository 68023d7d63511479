"""Claim times as they were and as they could have been, side by side. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dispatch.orders.trial.bounds import Claim, Waited, bounds


@dataclass(frozen=True)
class ClaimsCompared:
    """Seconds; None where nobody took anything. The trial's figures lie between ``at_least`` and ``at_most``."""

    taken: int
    known: int
    sooner: int
    later: int
    median: float | None
    p90: float | None
    median_at_least: float | None
    median_at_most: float | None
    p90_at_least: float | None
    p90_at_most: float | None


def compare_claims(claims: Iterable[Claim]) -> ClaimsCompared:
    kinds: Counter[Waited] = Counter()
    was, least, most = [], [], []
    for claim in claims:
        kind, at_least, at_most = bounds(claim)
        kinds[kind] += 1
        was.append(claim.waited)
        least.append(at_least)
        most.append(at_most)
    for times in (was, least, most):
        times.sort()
    return ClaimsCompared(
        taken=len(was),
        known=kinds[Waited.KNOWN],
        sooner=kinds[Waited.SOONER],
        later=kinds[Waited.LATER],
        median=percentile(was, 0.5),
        p90=percentile(was, 0.9),
        median_at_least=percentile(least, 0.5),
        median_at_most=percentile(most, 0.5),
        p90_at_least=percentile(least, 0.9),
        p90_at_most=percentile(most, 0.9),
    )


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """As PostgreSQL's ``percentile_cont``; None of nothing."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
