"""One pass of one channel: take, check that it is still true, render, send, settle."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from agents.models import Policy
from agents.phone import is_demo
from dispatch.orders.links import token_of
from dispatch.orders.models import Order
from realtime.channels.base import Channel, Device, Parcel, Undeliverable
from realtime.models import Delivery
from realtime.outbox.aftermath import conclude
from realtime.outbox.breaker import Breaker
from realtime.outbox.devices import devices_of
from realtime.outbox.gate import held_back, look_further, throttled
from realtime.outbox.lease import BATCH, LEASE, give_back, take_due
from realtime.outbox.outcomes import Dropped, Failed, Outcome
from realtime.outbox.sending import SEND_SECONDS_MAX, at_once_max, send_together
from realtime.planning.county import telling_policy
from realtime.replies.offering import with_reply_code
from realtime.words.county_words import Templates, templates_in_force
from realtime.words.kinds import KINDS
from realtime.words.render import wording_of
from realtime.words.situation import Situation

logger = logging.getLogger(__name__)

# Facts that name an order's link, and where its token opens it. The token itself is made here and kept nowhere.
LINK_DOORS = {"follow": "citizen:follow", "rate": "citizen:rate_by_link"}


@dataclass(frozen=True)
class Batch:
    """What the deliveries of one pass need, read in one statement each."""

    orders: dict[UUID, Order]
    devices: dict[UUID, tuple[Device, ...]]
    templates: Templates
    policies: dict[str, Policy]


def deliver_due(channel: Channel, *, at: datetime, limit: int = BATCH, breaker: Breaker | None = None) -> int:
    """Returns how many deliveries were taken. One that fails does not touch the others."""
    breaker = breaker or Breaker(channel.name)
    if breaker.is_resting(at):
        return 0
    lease = take_due(channel.name, at=at, limit=breaker.limit(limit))
    begun = time.monotonic()
    deliveries = _read(lease.delivery_ids)
    counties = {each.county_id for each in deliveries}
    batch = Batch(
        orders=_orders_of(deliveries),
        devices=devices_of((each.user_id for each in deliveries if each.user_id), channel.name),
        templates=templates_in_force(counties, at=at),
        policies={county: telling_policy(county, at=at) for county in counties},
    )
    step = at_once_max(channel)
    for start in range(0, len(deliveries), step):
        # None is begun that might outlive the lease.
        is_late = time.monotonic() - begun > LEASE.total_seconds() - SEND_SECONDS_MAX
        if is_late or breaker.is_resting(at):
            give_back(lease, [left.pk for left in deliveries[start:]])
            break
        for delivery, outcome in _attempts(channel, deliveries[start : start + step], batch, at):
            if conclude(lease, delivery, outcome, at=at):
                look_further(delivery, outcome, at=at)
            breaker.note(outcome, at=at)
    return len(lease.delivery_ids)


def _attempts(
    channel: Channel, deliveries: list[Delivery], batch: Batch, at: datetime
) -> Iterable[tuple[Delivery, Outcome]]:
    """Some together: what is not to be sent at all is found out first."""
    prepared = [(delivery, _prepared(channel, delivery, batch, at)) for delivery in deliveries]
    parcels = [parcel for _, parcel in prepared if isinstance(parcel, Parcel)]
    outcomes = iter(send_together(channel, parcels))
    return [(delivery, next(outcomes) if isinstance(each, Parcel) else each) for delivery, each in prepared]


def _prepared(channel: Channel, delivery: Delivery, batch: Batch, at: datetime) -> Parcel | Outcome:
    try:
        return _parcel_or_not(channel, delivery, batch, at)
    except Undeliverable as final:
        return Failed(str(final), is_final=True)
    except Exception as error:
        logger.exception("Delivery %s by %s failed.", delivery.pk, channel.name)
        return Failed(repr(error))


def _parcel_or_not(channel: Channel, delivery: Delivery, batch: Batch, at: datetime) -> Parcel | Outcome:
    user, message = delivery.user, delivery.message
    if user and not user.is_active:
        return Dropped("user disabled")
    situation = Situation(
        message=message,
        orders=[batch.orders[order_id] for order_id in _order_ids(delivery) if order_id in batch.orders],
        user=user,
        at=at,
        secret=delivery.secret,
    )
    if not KINDS[message.kind].still_true(situation):
        return Dropped("not true any more")
    phone = delivery.address or (user.phone if user else "")
    if channel.reaches_real_phones and is_demo(phone):
        return Dropped("demo number")
    held = held_back(delivery, policy=batch.policies[delivery.county_id], at=at)
    if held:
        return held
    parcel = _parcel(delivery, with_reply_code(situation, delivery.channel), batch, phone)
    # Asked last, for it counts what leaves.
    return (
        throttled(delivery, phone=phone, text=parcel.text, policy=batch.policies[delivery.county_id], at=at)
        or parcel
    )


def _parcel(delivery: Delivery, situation: Situation, batch: Batch, phone: str) -> Parcel:
    """Raises Undeliverable for words that ask for what the message has not."""
    user = delivery.user
    language = (user.language if user else "") or settings.LANGUAGE_CODE
    wording = wording_of(situation, language=language, templates=batch.templates)
    return Parcel(
        delivery_id=delivery.pk,
        county_id=delivery.county_id,
        kind=situation.message.kind,
        name=_public_name(delivery),
        phone=phone,
        text=wording.text,
        is_secret=bool(delivery.secret),
        link=_link(situation),
        at=situation.at,
        variables=wording.variables,
        codes=wording.codes,
        devices=batch.devices.get(user.pk, ()) if user else (),
        language=language,
        user_id=user.pk if user else None,
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
        for purpose, door in LINK_DOORS.items():
            if purpose in situation.facts:
                return reverse(door, args=[token_of(UUID(situation.facts[purpose]), purpose)])
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
