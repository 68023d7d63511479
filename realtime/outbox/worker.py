"""One pass of one channel: take, check that it is still true, render, send, settle."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from agents.models import Policy
from agents.phone import is_demo
from dispatch.orders.models import Order
from realtime.channels.base import Channel, Parcel, TryLater, Undeliverable
from realtime.models import Delivery
from realtime.outbox.gate import held_back, let_next_speak, throttled
from realtime.outbox.lease import BATCH, LEASE, give_back, take_due
from realtime.outbox.outcomes import Dropped, Failed, Outcome, Postponed, Sent, is_dead, settle
from realtime.planning.county import telling_policy
from realtime.replies.offering import with_reply_code
from realtime.words.kinds import KINDS
from realtime.words.render import words_of
from realtime.words.situation import Situation

logger = logging.getLogger(__name__)

# A send may take five seconds (F7); none is begun that might outlive the lease.
SEND_SECONDS_MAX = 5


def deliver_due(channel: Channel, *, at: datetime, limit: int = BATCH) -> int:
    """Returns how many deliveries were taken. One that fails does not touch the others."""
    lease = take_due(channel.name, at=at, limit=limit)
    begun = time.monotonic()
    deliveries = _read(lease.delivery_ids)
    orders = _orders_of(deliveries)
    policies = {county: telling_policy(county, at=at) for county in {each.county_id for each in deliveries}}
    for position, delivery in enumerate(deliveries):
        if time.monotonic() - begun > LEASE.total_seconds() - SEND_SECONDS_MAX:
            give_back(lease, [left.pk for left in deliveries[position:]])
            break
        outcome = _attempt(channel, delivery, orders, policies[delivery.county_id], at)
        if settle(lease, delivery, outcome, at=at) and isinstance(outcome, Failed | Postponed):
            _look_further(delivery, outcome, at)
    return len(lease.delivery_ids)


def _attempt(
    channel: Channel, delivery: Delivery, orders: dict[UUID, Order], policy: Policy, at: datetime
) -> Outcome:
    try:
        return _send(channel, delivery, orders, policy, at)
    except TryLater as later:
        return Failed(str(later), retry_after_seconds=later.retry_after_seconds)
    except Undeliverable as final:
        return Failed(str(final), is_final=True)
    except Exception as error:
        logger.exception("Delivery %s by %s failed.", delivery.pk, channel.name)
        return Failed(repr(error))


def _look_further(delivery: Delivery, outcome: Failed | Postponed, at: datetime) -> None:
    """A channel that has failed, or must wait for its number's throttle, does not keep the next one waiting."""
    if isinstance(outcome, Postponed) or is_dead(delivery, outcome):
        let_next_speak(delivery, at=at)


def _send(
    channel: Channel, delivery: Delivery, orders: dict[UUID, Order], policy: Policy, at: datetime
) -> Outcome:
    user, message = delivery.user, delivery.message
    if user and not user.is_active:
        return Dropped("user disabled")
    situation = Situation(
        message=message,
        orders=[orders[order_id] for order_id in _order_ids(delivery) if order_id in orders],
        user=user,
        at=at,
        secret=delivery.secret,
    )
    if not KINDS[message.kind].still_true(situation):
        return Dropped("not true any more")
    phone = delivery.address or (user.phone if user else "")
    if channel.reaches_real_phones and is_demo(phone):
        return Dropped("demo number")
    held = held_back(delivery, policy=policy, at=at)
    if held:
        return held
    parcel = _parcel(delivery, with_reply_code(situation, delivery.channel), phone)
    too_soon = throttled(delivery, phone=phone, text=parcel.text, policy=policy, at=at)
    if too_soon:
        return too_soon
    channel.send(parcel)
    return Sent()


def _parcel(delivery: Delivery, situation: Situation, phone: str) -> Parcel:
    user = delivery.user
    language = (user.language if user else "") or settings.LANGUAGE_CODE
    return Parcel(
        delivery_id=delivery.pk,
        county_id=delivery.county_id,
        kind=situation.message.kind,
        name=_public_name(delivery),
        phone=phone,
        text=words_of(situation, language=language),
        is_secret=bool(delivery.secret),
        link=_link(situation),
        at=situation.at,
    )


def _public_name(delivery: Delivery) -> str:
    user = delivery.user
    if user is None:
        return ""
    staff = user.as_agent or user.as_officer
    return staff.name if staff else user.name


def _link(situation: Situation) -> str:
    """The page of the message, as a path; a link never does anything by itself (DESIGN §2.16)."""
    page = KINDS[situation.message.kind].page
    try:
        if page.endswith(":order"):
            return reverse(page, args=[situation.order.pk])
        return reverse(page) if page else ""
    except NoReverseMatch:
        return ""


def _read(ids: list[UUID]) -> list[Delivery]:
    rows = Delivery.objects.select_related("message", "user__agent", "user__officer").in_bulk(ids)
    return [rows[delivery_id] for delivery_id in ids]


def _orders_of(deliveries: Iterable[Delivery]) -> dict[UUID, Order]:
    """As they are now, in one statement for the batch."""
    ids = {order_id for delivery in deliveries for order_id in _order_ids(delivery)}
    return Order.objects.select_related("item", "village", "agent", "county").in_bulk(ids)


def _order_ids(delivery: Delivery) -> list[UUID]:
    message = delivery.message
    if message.order_id:
        return [message.order_id]
    return [UUID(order_id) for order_id in message.facts.get("order_ids", [])]
