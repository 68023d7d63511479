from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import UUIDField

from agents.models import County, Officer, Policy, User
from agents.policies import policy_in_force
from agents.prepared import Given, Prepared
from agents.vault import index
from agents.workdays import due_at
from dispatch.orders.changes import draft_event, record
from dispatch.orders.deadlines import broaden_at
from dispatch.orders.errors import DuplicateIdWithAnotherBody
from dispatch.orders.intake import CheckedOrder, NewOrder, check
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.numbers import fresh_number
from dispatch.orders.signals import order_placed
from dispatch.orders.statements.placing import count_reachable, place_row

NUMBER_TRIES = 3
MakeNumber = Callable[[County], str]
_by_id = Prepared(lambda: Order.objects.filter(pk=Given("order_id", UUIDField())))


def place_order(
    new: NewOrder,
    *,
    county: County,
    by: User | Officer,
    at: datetime,
    make_number: MakeNumber = fresh_number,
) -> Order:
    """A request becomes an order, and its own grid hears of it (LS-01 … LS-04).

    The same id with the same body is the same order, however often it is sent; its first time is kept (F20).
    ``at`` is the placing by the server's clock, from which the ten minutes run.
    Raises InvalidInput (all faults at once) or DuplicateIdWithAnotherBody.
    """
    body_hash = new.body_hash(by)
    known = _already_placed(new.id, body_hash)
    if known:
        return known
    checked = check(new, county)
    for _ in range(NUMBER_TRIES):
        try:
            number = make_number(county)
            return _place(checked, county=county, by=by, at=at, body_hash=body_hash, number=number)
        except IntegrityError as error:
            # A second tap got in between the look and the insert (its order is the order), or the number is taken.
            again = _already_placed(new.id, body_hash)
            if again:
                return again
            clash = error
    raise clash


@transaction.atomic
def _place(
    checked: CheckedOrder, *, county: County, by: User | Officer, at: datetime, body_hash: str, number: str
) -> Order:
    told = _reachable(checked, by)
    order = _order(checked, county=county, by=by, at=at, body_hash=body_hash, number=number, told=told)
    event = draft_event(
        order,
        OrderEvent.Kind.PLACED,
        at=at,
        by=by,
        grid=order.grid.code if order.grid else "",
        basis=order.grid_basis,
        broaden_at=order.broaden_at.isoformat(),
        # How many agents of its own grid can be told at this moment; the citizen reads it.
        told=told,
    )
    place_row(order, event)
    if order.broadened_at:
        record(order, OrderEvent.Kind.BROADENED, at=at, reason=order.broaden_reason)
    order_placed.send(Order, order=order, event=event, at=at)
    return order


def _order(
    checked: CheckedOrder,
    *,
    county: County,
    by: User | Officer,
    at: datetime,
    body_hash: str,
    number: str,
    told: int,
) -> Order:
    policy = policy_in_force(county, at=at)
    reach = _reach(checked, told, policy, county, at)
    item, place = checked.item, checked.place
    due_days = _due_working_days(checked, policy)
    return Order(
        id=checked.id,
        county=county,
        number=number,
        policy=policy,
        body_hash=body_hash,
        citizen=by if isinstance(by, User) else None,
        filed_by_officer=by if isinstance(by, Officer) else None,
        channel=checked.channel,
        for_self=checked.for_self,
        applicant_name=checked.applicant_name,
        applicant_phone=checked.applicant_phone,
        applicant_phone_index=index("phone", checked.applicant_phone),
        care_marks=checked.care_marks,
        home_visit=checked.home_visit,
        preferred_time=checked.preferred_time,
        wish=checked.wish,
        item=item,
        difficulty_class=item.difficulty_class if item else None,
        bureau_id=item.bureau_id if item else None,
        village=place.village,
        grid=place.grid,
        grid_basis=place.basis,
        address=checked.address,
        point=place.point.as_text() if place.point else "",
        placed_at=at,
        broaden_at=reach.broaden_at,
        broaden_reason=reach.reason,
        broadened_at=at if reach.broaden_at == at else None,
        desk_at=reach.desk_at,
        due_working_days=due_days,
        due_at=due_at(at, due_days, county.zone),
    )


@dataclass(frozen=True)
class _Reach:
    broaden_at: datetime
    desk_at: datetime
    reason: Order.BroadenReason


def _reachable(checked: CheckedOrder, by: User | Officer) -> int:
    """Agents of the own grid; who asks or is asked for cannot claim the own request and does not count (X01, R1)."""
    if checked.place.grid is None:
        return 0
    return count_reachable(
        grid_id=checked.place.grid.pk,
        phone_index=index("phone", checked.applicant_phone),
        user_id=by.pk if isinstance(by, User) else by.user_id,
    )


def _reach(checked: CheckedOrder, told: int, policy: Policy, county: County, at: datetime) -> _Reach:
    if checked.place.grid is None:
        # No grid hears of it first: every agent may claim, and an officer is asked at once to name the grid.
        return _Reach(at, at, Order.BroadenReason.GRID_UNKNOWN)
    if not told:
        return _Reach(at, at + policy.desk_after, Order.BroadenReason.NOBODY_REACHABLE)
    ten_minutes = broaden_at(policy, at, county.zone)
    return _Reach(ten_minutes, ten_minutes + policy.desk_after, Order.BroadenReason.UNCLAIMED)


def _due_working_days(checked: CheckedOrder, policy: Policy) -> int:
    """What is done "at once" still costs the agent the next working day."""
    limit = checked.item.limit_working_days if checked.item else None
    return max(1, policy.due_working_days if limit is None else limit)


def _already_placed(order_id: UUID, body_hash: str) -> Order | None:
    """Raises DuplicateIdWithAnotherBody."""
    order = _by_id.first(order_id=order_id)
    if order and order.body_hash != body_hash:
        raise DuplicateIdWithAnotherBody(field="id")
    return order
