"""What cards, timelines and forms say in words: points, money, distances, names, what was typed."""

from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agents.models import User
from agents.phone import national
from dispatch.orders.actions.reveal import Applicant
from dispatch.orders.cards import PublicCard
from dispatch.orders.care import Mark
from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order
from dispatch.orders.states import State
from frontend.navigation import Way, ways_to
from points.models import PointsRule

register = template.Library()

MARKS = dict(Mark.choices)


@register.simple_tag(takes_context=True)
def points_of(context: Context, card: PublicCard) -> str:
    """``class two · 2 points``; before an officer confirmed the class: ``unclassified · 1.5 points for now``."""
    points = trimmed(_rule(context, card.county_id).base(card.earning_class))
    if not card.is_classified:
        return _("unclassified · %(points)s points for now") % {"points": points}
    words = (
        _("class two · %(points)s points") if card.earning_class == 2 else _("class one · %(points)s points")
    )
    return words % {"points": points}


@register.filter
def trimmed(number: Decimal) -> str:
    """``Decimal("2.00")`` → ``2``; ``Decimal("1.50")`` → ``1.5``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def kilometres(metres: float) -> str:
    """``820`` → ``0.8 km``; from ten kilometres on without decimals."""
    return kilometres_in(get_language(), metres)


def kilometres_in(language: str | None, metres: float) -> str:
    """For who says it of many: ``language`` is the active one."""
    km = metres / 1000
    return _kilometres(language, f"{km:.1f}" if km < 9.95 else f"{km:.0f}")


@lru_cache(maxsize=1_000)
def _kilometres(language: str | None, km: str) -> str:
    return _("%(km)s km") % {"km": km}


@register.filter
def plain(value: object) -> str:
    """A number for a script, whatever the language: no grouping, a point for decimals."""
    return str(value)


@register.filter
def money(yuan: Decimal) -> str:
    """``Decimal("18420")`` → ``18,420.00``, with a real minus."""
    return f"{yuan:,.2f}".replace("-", "−")


@register.filter
def signed(points: Decimal) -> str:
    """``+1.5`` or ``−2``, with a real minus."""
    return f"+{trimmed(points)}" if points > 0 else trimmed(points).replace("-", "−")


@register.filter
def national_phone(e164: str) -> str:
    """``+8613812345678`` → ``138 1234 5678``: easier to read out."""
    digits = national(e164)
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if len(digits) == 11 else digits


@register.filter
def is_pressing(order: Order) -> bool:
    """Half of the time for the first contact is over, or the due date comes within a day."""
    now = timezone.now()
    if order.state == State.CLAIMED:
        return order.contact_remind_at is None or order.contact_remind_at <= now
    due_at = order.resume_due_at if order.state == State.SUSPENDED else order.due_at
    return due_at is not None and due_at - now < timedelta(days=1)


@register.simple_tag
def ways(order: Order, applicant: Applicant) -> list[Way]:
    """``{% ways order applicant as found %}``: links that lead a map to the place."""
    return ways_to(order, applicant)


@register.simple_tag
def problem_at(trouble: Any, verb: str, name: str) -> str:
    """The sentence at this field of this form, when the last step was refused because of it."""
    if not trouble or trouble.verb != verb or trouble.refusal.field != name:
        return ""
    return str(trouble.refusal)


@register.simple_tag
def typed_at(trouble: Any, verb: str, name: str) -> str:
    """What had been typed into this field before the step was refused."""
    return trouble.typed.get(name, "") if trouble and trouble.verb == verb else ""


@register.filter
def percent(number: float) -> str:
    """``97.4`` → ``97.4%``; a hundred has no decimals."""
    return f"{number:.1f}".removesuffix(".0") + "%"


@register.filter
def masked_for(words: str, order: Order) -> str:
    """``{{ rating.words|masked_for:order }}``: without the order's applicant, and without numbers of anybody."""
    return masked_words(order, words)


@register.filter
def public_name(user: User) -> str:
    """The name of an agent or officer, serving or not; nobody else's name is public."""
    role = getattr(user, "agent", None) or getattr(user, "officer", None)
    return role.name if role else _("the applicant")


@register.filter
def mark_name(code: str) -> str:
    return str(MARKS.get(code, code))


def _rule(context: Context, county_id: str) -> PointsRule:
    """The rule in force: given along, or asked once for each request."""
    if given := context.get("points_rule"):
        return given  # type: ignore[no-any-return]
    request = context.get("request")
    known: dict[str, PointsRule] = getattr(request, "points_rules", {})
    if county_id not in known:
        known[county_id] = PointsRule.objects.in_force(county_id, at=timezone.now())
        if request is not None:
            request.points_rules = known
    return known[county_id]
