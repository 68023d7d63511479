"""News of orders, turned into frames and messages. Inside the transaction: rows; after commit: the bell."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import receiver

from agents.models import Agent, User
from agents.signals import code_issued, duty_changed, signed_out
from dispatch.orders import signals as news
from dispatch.orders.models import Assignment, Order, Rating
from realtime.forgetting import forget_messages, forget_numbers, stop_messages
from realtime.hub.hanging_up import close_session, close_user
from realtime.outbox.retract import retract_offers
from realtime.reachability import heard_from
from realtime.telling import messages
from realtime.telling.frames import ALL_GRIDS, OWN_GRID, cards_of, gone_frame, order_frame
from realtime.telling.ringing import ring_after_commit


@receiver(news.order_placed)
def when_placed(order: Order, at: datetime, **_: Any) -> None:
    reach = ALL_GRIDS if order.is_broadened(at) else OWN_GRID
    messages.offer(order, at=at)
    ring_after_commit(order_frame(order), cards=cards_of([order], reach))


@receiver(news.orders_broadened)
def when_broadened(orders: list[Order], at: datetime, **_: Any) -> None:
    messages.offer_to_all(orders, at=at)
    doorbells = [order_frame(order) for order in orders]
    ring_after_commit(*doorbells, cards=cards_of(orders, ALL_GRIDS))


@receiver(news.order_claimed)
def when_claimed(order: Order, agent: Agent, at: datetime, follow_id: UUID | None = None, **_: Any) -> None:
    messages.tell_taken(order, agent, at=at, follow_id=follow_id)
    _fold_away(order, "claimed", by=agent.name, at=at)


@receiver(news.order_assigned)
def when_assigned(order: Order, agent: Agent, at: datetime, **_: Any) -> None:
    messages.tell_agent("order_assigned", order, agent, at=at)
    messages.tell_taken(order, agent, at=at)
    _fold_away(order, "assigned", by=agent.name, at=at)


@receiver(news.order_released)
def when_released(order: Order, agent: Agent | None, ending: str, at: datetime, **_: Any) -> None:
    if ending == Assignment.Ending.NOT_MY_GRID:
        # ``order_regridded`` follows in the same transaction and says where it goes.
        return
    # Who gave it back knows, and who left the roster has nothing more to do with it.
    if agent and ending not in {Assignment.Ending.RELEASED, Assignment.Ending.AGENT_LEFT}:
        kind = "order_auto_released" if ending == Assignment.Ending.AUTO_RELEASED else "order_reassigned"
        messages.tell_agent(kind, order, agent, at=at)
    if ending == Assignment.Ending.REASSIGNED:
        # Never on the board: the assignment follows in the same transaction.
        ring_after_commit(order_frame(order))
        return
    messages.offer_to_all([order], at=at)
    messages.tell_citizen("order_looking_again", order, at=at)
    ring_after_commit(order_frame(order), cards=cards_of([order], ALL_GRIDS))


@receiver(news.order_cancelled)
def when_cancelled(order: Order, event: Any, agent: Agent | None, at: datetime, **_: Any) -> None:
    if agent:
        messages.tell_agent("order_cancelled", order, agent, at=at)
    if event.officer_id:
        messages.tell_citizen("order_cancelled_by_officer", order, at=at)
    retract_offers(order)
    _fold_away(order, "cancelled", by="", at=at)


@receiver(news.order_completed)
def when_completed(order: Order, at: datetime, **_: Any) -> None:
    messages.ask_for_rating(order, at=at)
    ring_after_commit(order_frame(order))


@receiver(news.order_rated)
def when_rated(order: Order, rating: Rating, at: datetime, **_: Any) -> None:
    if order.agent:
        messages.tell_agent("order_rated", order, order.agent, at=at, grade=str(rating.grade))
    ring_after_commit(order_frame(order))


@receiver(news.contact_reminded)
def when_reminded(order: Order, at: datetime, **_: Any) -> None:
    if order.agent:
        messages.tell_agent("contact_reminder", order, order.agent, at=at)
    ring_after_commit(order_frame(order))


@receiver(news.orders_sent_to_desk)
def when_sent_to_desk(orders: list[Order], level: int, at: datetime, **_: Any) -> None:
    messages.tell_desk(orders, level=level, at=at)
    ring_after_commit(*(order_frame(order) for order in orders))


@receiver(news.order_located)
def when_located(order: Order, at: datetime, **_: Any) -> None:
    reach = ALL_GRIDS if order.is_broadened(at) else OWN_GRID
    ring_after_commit(order_frame(order), cards=cards_of([order], reach))


@receiver(news.order_regridded)
def when_regridded(order: Order, at: datetime, was: Order, **_: Any) -> None:
    """The right grid hears of it, or everybody who has not heard yet; the wrong grid's card folds away."""
    was_carried = was.state != Order.States.OPEN
    if was_carried:
        messages.tell_citizen("order_looking_again", order, at=at)
    if was_carried or was.broadened_at is None:
        messages.offer(order, at=at)
    if order.is_broadened(at):
        ring_after_commit(order_frame(order), cards=cards_of([order], ALL_GRIDS))
    else:
        gone = gone_frame(order, why="moved", by="", was_broadened=False, grid_id=was.grid_id)
        ring_after_commit(gone, order_frame(order), cards=cards_of([order], OWN_GRID))


@receiver(
    [news.order_started, news.order_noted, news.order_suspended, news.order_resumed, news.order_classified]
)
def when_changed(order: Order, **_: Any) -> None:
    ring_after_commit(order_frame(order))


@receiver(news.orders_erased)
def when_erased(order_ids: list[UUID], **_: Any) -> None:
    forget_numbers(order_ids)


@receiver(news.citizen_forgotten)
def when_forgotten(user: User, phone_index: str, **_: Any) -> None:
    forget_messages(user, phone_index=phone_index)
    transaction.on_commit(lambda: close_user(user.pk), robust=True)


@receiver(news.consent_withdrawn)
def when_consent_withdrawn(user: User, **_: Any) -> None:
    stop_messages(user)


@receiver(code_issued)
def when_code_issued(
    phone: str, code: str, county: Any, at: datetime, expires_at: datetime, user: User | None = None, **_: Any
) -> None:
    messages.tell_code(phone, code, county_id=county.pk, user=user, at=at, expires_at=expires_at)


@receiver(duty_changed)
def when_duty_changed(agent: Agent, at: datetime, **_: Any) -> None:
    heard_from(agent, at=at)


@receiver(signed_out)
def when_signed_out(user: User, session_key: str = "", **_: Any) -> None:
    """One browser when the session is named, else every device of the person."""
    if session_key:
        transaction.on_commit(lambda: close_session(session_key), robust=True)
    else:
        transaction.on_commit(lambda: close_user(user.pk), robust=True)


def _fold_away(order: Order, why: str, *, by: str, at: datetime) -> None:
    gone = gone_frame(order, why=why, by=by, was_broadened=order.is_broadened(at))
    ring_after_commit(gone, order_frame(order))
