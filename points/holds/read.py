"""A hold or an appeal with its order locked, as every action on it begins."""

from uuid import UUID

from agents.models import Agent, Officer
from dispatch.orders.changes import read_order
from dispatch.orders.models import Order
from points.holds.errors import HoldNotFound, OwnPoints
from points.models import Hold
from points.posting.ledger import open_ledger


def lock_order(order_id: UUID, county_id: str) -> Order:
    """The order with its row locked, then the county's ledger: always in this turn. Raises OrderNotFound."""
    Order.objects.select_for_update(no_key=True, of=("self",)).filter(pk=order_id).first()
    order = read_order(order_id, county_id=county_id)
    open_ledger(county_id)
    return order


def read_hold(hold_id: int, *, county_id: str) -> Hold:
    """Raises HoldNotFound."""
    found = Hold.objects.select_related("agent", "opened_by").filter(pk=hold_id, county_id=county_id).first()
    if found is None:
        raise HoldNotFound
    return found


def require_other_person(officer: Officer, agent: Agent) -> None:
    """Nobody rules on the own points. Raises OwnPoints."""
    if agent.user_id == officer.user_id:
        raise OwnPoints
