from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from agents.models import User
from dispatch.orders.access import require_asker
from dispatch.orders.changes import read_order
from dispatch.orders.links.tokens import hash_of, token_of
from dispatch.orders.models import Order, OrderLink

Purpose = OrderLink.Purpose


def issue_follow_link(order: Order, *, at: datetime) -> OrderLink:
    """The link under which anybody may follow this order, read only (X14). Asked for again, it is the same one."""
    return _issue(order, Purpose.FOLLOW, phone_index="", at=at)


def issue_rating_link(order: Order, *, at: datetime) -> OrderLink | None:
    """The link for the message of completion: for this order and the number that asked, once (X10).

    None where nobody but the serving agent would get it, or no number is known.
    """
    phone_index = order.citizen.phone_index if order.citizen else order.applicant_phone_index
    if not phone_index or (order.agent and order.agent.user.phone_index == phone_index):
        return None
    return _issue(order, Purpose.RATE, phone_index=phone_index, at=at)


def revoke_follow_link(order_id: UUID, *, by: User, at: datetime) -> None:
    """Nobody follows by the old link any more. Twice is once. Raises OrderNotFound."""
    order = read_order(order_id, county_id=by.county_id)
    require_asker(order, by)
    OrderLink.objects.filter(order=order, purpose=Purpose.FOLLOW, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def _issue(order: Order, purpose: Purpose, *, phone_index: str, at: datetime) -> OrderLink:
    link_id = uuid4()
    link, _ = OrderLink.objects.get_or_create(
        order=order,
        purpose=purpose,
        revoked_at=None,
        defaults={
            "id": link_id,
            "county_id": order.county_id,
            "token_hash": hash_of(token_of(link_id, purpose)),
            "phone_index": phone_index,
            "issued_at": at,
        },
    )
    return link
