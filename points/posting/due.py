"""What a completed service has a right to, from all that was said of it (LS-11 … LS-13, DESIGN §2.9 … §2.13)."""

from dataclasses import dataclass
from decimal import Decimal

from dispatch.orders.models import Rating


@dataclass(frozen=True)
class Standing:
    """``grade`` is the rating that counts: None when there is none or an officer set it aside.

    ``is_rejected`` and ``bonus_rejected``: an officer took back the service's points, or the one for satisfaction.
    """

    grade: str | None = None
    is_rejected: bool = False
    bonus_rejected: bool = False


@dataclass(frozen=True)
class Due:
    base: bool
    bonus: bool

    def points(self, base: Decimal, bonus: Decimal) -> Decimal:
        """0, ``base`` or ``base + bonus``."""
        return base * self.base + bonus * self.bonus


def due(standing: Standing) -> Due:
    """Fair or unrated: the base alone. Satisfied: one more. Unsatisfied or taken back: nothing."""
    if standing.is_rejected or standing.grade in Rating.UNSATISFIED_GRADES:
        return Due(base=False, bonus=False)
    satisfied = standing.grade in Rating.SATISFIED_GRADES
    return Due(base=True, bonus=satisfied and not standing.bonus_rejected)
