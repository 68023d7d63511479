"""The numbers that may be tried. Pure but for the words of refusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from agents.errors import InvalidInput, Refusal

POINTS_MAX = YUAN_MAX = Decimal(1000)
MINUTES_MAX = 24 * 60


class NotANumberForARule(Refusal):
    code = "not_a_number_for_a_rule"
    sentence = _("Please give a number from 0 to %(max)s with at most two decimals.")


@dataclass(frozen=True)
class TrialRules:
    """Points for a service of either class and for a satisfied rating, yuan per point, and the grid's own minutes."""

    class_one: Decimal
    class_two: Decimal
    satisfied: Decimal
    yuan_per_point: Decimal
    broaden_minutes: Decimal

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "TrialRules":
        """Raises InvalidInput, which names each field."""
        problems: dict[str, list[Refusal]] = {}
        read = {}
        for name, most in LIMITS.items():
            number = _number(typed.get(name, ""), most)
            if number is None:
                problems[name] = [NotANumberForARule(max=most)]
            else:
                read[name] = number
        if problems:
            raise InvalidInput(problems)
        return cls(**read)

    def base(self, difficulty_class: int | None) -> Decimal:
        """An unclassified service earns class one (DESIGN §2.12)."""
        return self.class_two if difficulty_class == 2 else self.class_one


LIMITS = {
    "class_one": POINTS_MAX,
    "class_two": POINTS_MAX,
    "satisfied": POINTS_MAX,
    "yuan_per_point": YUAN_MAX,
    "broaden_minutes": Decimal(MINUTES_MAX),
}


def _number(typed: str, most: Decimal) -> Decimal | None:
    text = typed.strip()
    if not text.isascii() or len(text) > 12:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    is_sound = number.is_finite() and 0 <= number <= most and number == number.quantize(Decimal("0.01"))
    return number if is_sound else None
