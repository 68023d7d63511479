"""The card of an open order, and the holes of its mould (``frontend/agent/moulds.py``)."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from agents import clock
from dispatch.orders.cards import PublicCard
from frontend.agent.moulds import HAND_ON, HOLE, Looking, filled_card, token_field

register = template.Library()


@register.simple_tag
def hole(name: str) -> SafeString:
    """``{% hole "distance" %}``: filled in for whoever looks."""
    return mark_safe(f"{HOLE}{name}{HOLE}")  # noqa: S308  # nosec B308 B703 # names of our own template


@register.simple_block_tag
def hand_on(content: str) -> SafeString:
    """``{% hand_on %}…{% endhand_on %}``: there are no holes in it."""
    return mark_safe(f"{HOLE}{HAND_ON}{content}{HOLE}")  # noqa: S308  # nosec B308 B703 # our own template


@register.simple_tag(takes_context=True)
def errand(context: Context, card: PublicCard) -> SafeString:
    """The whole card. Without a viewer in the context it is what every phone of the county gets."""
    looking = Looking(
        at=clock.now(),
        language=get_language(),
        token=token_field(str(context.get("csrf_token") or "")),
        is_own_grid=bool(context.get("is_own_grid")),
        distance_m=context.get("distance_m"),
        may_hand_on=not context.get("csrf_token"),
    )
    return filled_card(card, looking)
