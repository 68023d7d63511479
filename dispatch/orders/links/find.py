from datetime import datetime, timedelta

from agents.models import User
from dispatch.orders.links.errors import (
    LinkNotForAgents,
    LinkOfAnotherNumber,
    LinkOver,
    LinkUnknown,
    LinkUsed,
)
from dispatch.orders.links.tokens import hash_of
from dispatch.orders.models import Order, OrderLink, Rating

Purpose = OrderLink.Purpose


def order_to_follow(token: str, *, at: datetime) -> Order:
    """The order behind a follow link, until it is masked for everybody (DESIGN §2.15).

    Raises LinkUnknown or LinkOver.
    """
    link = find_link(token, Purpose.FOLLOW)
    order = link.order
    ended_at = order.completed_at or order.cancelled_at
    is_over = ended_at is not None and at >= ended_at + timedelta(days=order.policy.unmasked_days)
    if link.revoked_at or is_over:
        raise LinkOver
    return order


def link_to_rate(token: str, *, visitor: User | None, at: datetime) -> OrderLink:
    """A rating link with its completed order, as long as ``visitor`` can still use it.

    ``visitor`` is who is signed in, or None. Raises LinkUnknown, LinkNotForAgents, LinkOfAnotherNumber, LinkUsed
    or LinkOver.
    """
    link = find_link(token, Purpose.RATE)
    require_may_rate(link, visitor)
    if link.used_at or Rating.objects.filter(order=link.order).exists():
        raise LinkUsed
    closes_at = link.order.rating_closes_at
    if link.revoked_at or closes_at is None or at >= closes_at:
        raise LinkOver
    return link


def require_may_rate(link: OrderLink, visitor: User | None) -> None:
    """Nobody signed in, or the very one it was sent to; never an agent, and never the one who served (X10).

    Raises LinkNotForAgents or LinkOfAnotherNumber.
    """
    if visitor is None:
        return
    served = link.order.agent is not None and link.order.agent.user_id == visitor.pk
    if served or visitor.as_agent:
        raise LinkNotForAgents
    if visitor.phone_index != link.phone_index:
        raise LinkOfAnotherNumber


def find_link(token: str, purpose: Purpose) -> OrderLink:
    """Raises LinkUnknown."""
    links = OrderLink.objects.select_related(
        "order__policy", "order__item__bureau", "order__agent__user", "order__citizen"
    )
    link = links.filter(token_hash=hash_of(token), purpose=purpose).first()
    if link is None:
        raise LinkUnknown
    return link
