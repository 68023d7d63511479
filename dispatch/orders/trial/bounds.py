"""How long an order would have waited under other minutes, as far as that can be known. Pure Python.

What people would have done is not known; what they could have done is. An agent of the order's own grid was never
bound by the minutes, so such a claim stays as it was unless neighbours could have come before it.
"""

from enum import StrEnum
from typing import NamedTuple


class Claim(NamedTuple):
    """Seconds from placing: until somebody had the order, until it really broadened, until it would have."""

    waited: float
    broadened: float
    would_broaden: float
    by_own_grid: bool


class Waited(StrEnum):
    """``known``: as it was. ``sooner``: neighbours could have come earlier. ``later``: the neighbour who came had
    still to wait."""

    KNOWN = "known"
    SOONER = "sooner"
    LATER = "later"


class Bounds(NamedTuple):
    """Seconds; equal where the time is known."""

    kind: Waited
    at_least: float
    at_most: float


def bounds(claim: Claim) -> Bounds:
    """At most: somebody comes as quickly after the broadening as somebody really did."""
    waited, was, would = claim.waited, claim.broadened, claim.would_broaden
    if would < was and waited > would:
        # The grid's own agents had not come by then; from then on everybody might have.
        return Bounds(Waited.SOONER, would, waited)
    if would > was and waited < would and not claim.by_own_grid:
        return Bounds(Waited.LATER, waited, would + max(waited - was, 0.0))
    return Bounds(Waited.KNOWN, waited, waited)
