from dataclasses import dataclass
from datetime import datetime

from agents.audit import door_address
from agents.errors import NotPermitted
from agents.models import Agent, Officer
from agents.rights import Right
from dispatch.orders.access import has_applicant_withdrawn, sees_applicant
from dispatch.orders.errors import ConsentWithdrawn
from dispatch.orders.models import Order, Reveal

SEEN = "name,phone,address"


@dataclass(frozen=True)
class Applicant:
    """Personal data of one applicant, in the clear. ``point`` is ``lat,lng`` in WGS-84 degrees, or empty."""

    name: str
    phone: str
    address: str
    point: str = ""


def reveal_applicant(order: Order, *, to: Agent | Officer, why: str, at: datetime) -> Applicant:
    """Who the applicant is. Every reveal is one row that the citizen can read (X12, DESIGN §2.15).

    Raises ConsentWithdrawn where the applicant forbids it, NotPermitted for an agent who does not carry the order,
    or no longer may see it, and for an officer who does not answer for it.
    """
    if isinstance(to, Agent):
        allowed = sees_applicant(order, to, at=at)
    else:
        allowed = to.may(Right.REVEAL) and Order.objects.visible_to(to).filter(pk=order.pk).exists()
    if not allowed:
        raise NotPermitted
    if has_applicant_withdrawn(order):
        raise ConsentWithdrawn
    Reveal.objects.create(
        county_id=order.county_id,
        order=order,
        user_id=to.user_id,
        fields=SEEN,
        why=why,
        at=at,
        address=door_address(),
    )
    return Applicant(order.applicant_name, order.applicant_phone, order.address, order.point)
