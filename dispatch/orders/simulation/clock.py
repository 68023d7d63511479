"""The clock's own actions, at the very instants at which a running dispatcher would take them."""

from datetime import datetime

from dispatch.orders.actions import (
    broaden_orders,
    release_overdue_orders,
    remind_of_contact,
    send_to_desk,
    send_to_superior,
)
from dispatch.orders.models import Order
from dispatch.orders.simulation import answering
from dispatch.orders.simulation.deciding import expect_assignment
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.stage import Stage


def watch_broadening(stage: Stage, errand: Errand, broaden_at: datetime) -> None:
    stage.plan(errand, broaden_at, broaden)


def broaden(stage: Stage, errand: Errand) -> None:
    stage.tally.moves["broadened"] += broaden_orders(at=stage.now)
    errand.is_broadened = True


def watch_desk(stage: Stage, errand: Errand, desk_at: datetime) -> None:
    stage.plan(errand, desk_at, reach_desk)


def reach_desk(stage: Stage, errand: Errand) -> None:
    stage.tally.moves["sent to the desk"] += send_to_desk(at=stage.now)
    due_at = stage.now + errand.policy.desk_answer_within
    stage.plan(errand, due_at, reach_superior)
    expect_assignment(stage, errand, due_at)


def reach_superior(stage: Stage, errand: Errand) -> None:
    stage.tally.moves["sent to the superior"] += send_to_superior(at=stage.now)


def watch_contact(stage: Stage, errand: Errand, order: Order) -> datetime:
    """Remind and release when the time comes; returns when the first contact is due."""
    if order.contact_due_at is None:
        raise ValueError(f"{order.number} is with nobody.")
    if order.contact_remind_at:
        stage.plan(errand, order.contact_remind_at, remind)
    stage.plan(errand, order.contact_due_at, release_overdue)
    return order.contact_due_at


def remind(stage: Stage, errand: Errand) -> None:
    stage.tally.moves["reminded"] += remind_of_contact(at=stage.now)


def release_overdue(stage: Stage, errand: Errand) -> None:
    stage.tally.moves["released by the clock"] += release_overdue_orders(at=stage.now)
    watch_reopened(stage, errand, Order.objects.get(pk=errand.order_id))


def watch_reopened(stage: Stage, errand: Errand, order: Order) -> None:
    """Back on the board of all grids, and never again for the agent who had it."""
    if errand.agent:
        errand.declined.add(errand.agent.pk)
    stage.put_down(errand)
    errand.follow(order)
    errand.agent = None
    errand.is_broadened = True
    watch_desk(stage, errand, order.desk_at)
    answering.expect_neighbours(stage, errand, stage.now)
