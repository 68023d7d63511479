"""Who may see what of an order (DESIGN §2.15, X12)."""

from datetime import datetime, timedelta

from agents.consent import has_withdrawn
from agents.models import Agent, User
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Order
from dispatch.orders.states import UNFINISHED, State


def is_asker(order: Order, user: User) -> bool:
    """Filed by this person, or at a counter under this person's number."""
    if order.county_id != user.county_id:
        return False
    return order.citizen_id == user.pk or is_applicant(order, user)


def is_applicant(order: Order, user: User) -> bool:
    """It is done for this person's number, whoever filed it."""
    return bool(user.phone_index and user.phone_index == order.applicant_phone_index)


def require_asker(order: Order, user: User) -> None:
    """Raises OrderNotFound: whose order it is, is nobody else's business."""
    if not is_asker(order, user):
        raise OrderNotFound


def has_applicant_withdrawn(order: Order) -> bool:
    """The applicant, or where the house knows none of that number who asked, took back the yes (S26)."""
    people = User.objects.filter(county=order.county_id, is_active=True)
    applicant = people.filter(phone_index=order.applicant_phone_index or None)
    if has_withdrawn(applicant):
        return True
    if order.citizen_id is None or applicant.exists():
        return False
    return has_withdrawn(people.filter(pk=order.citizen_id))


def may_claim_or_carries(order: Order, agent: Agent, *, at: datetime) -> bool:
    """May open the order's page: carries or carried it, or could claim it now."""
    if order.county_id != agent.county_id:
        return False
    if order.agent_id == agent.pk:
        return True
    return order.state == State.OPEN and (order.grid_id == agent.grid_id or order.is_broadened(at))


def sees_applicant(order: Order, agent: Agent, *, at: datetime) -> bool:
    """Name, phone and address: from the claim on, and until 30 days after the end."""
    if order.agent_id != agent.pk:
        return False
    if order.state in UNFINISHED:
        return True
    ended_at = order.completed_at or order.cancelled_at
    return ended_at is not None and at < ended_at + timedelta(days=order.policy.unmasked_days)
