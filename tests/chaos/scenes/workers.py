"""A delivery worker that is frozen with work in its hands comes back too late (F3, F4)."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import QuerySet

from realtime.models import Delivery
from realtime.outbox.lease import LEASE
from tests.chaos.fleet import Child, until
from tests.chaos.stage import Stage
from tests.chaos.traffic import body_of
from tests.chaos.verdict import Seen
from tests.standins import Fault, Gateway

STUCK_SECONDS_MAX = LEASE.total_seconds() + 5
ORDERS = 6


def frozen_beyond_its_lease(stage: Stage) -> Seen:
    """F4. The gateway is slow, one worker is frozen in the middle of it; the other takes over; the first wakes up."""
    frozen = stage.fleet.deliveries[0]
    with _slow(stage.gateway):
        placed = [_place(stage, number) for number in range(ORDERS)]
        until(lambda: _offers(placed).filter(lease__isnull=False).exists(), "somebody has taken something")
        frozen.freeze()
    return _taken_over(stage, frozen, placed)


def frozen_in_a_transaction(stage: Stage) -> Seen:
    """F4. As above, at the worst of moments: what the worker writes of its deliveries, it holds locked."""
    frozen, other = stage.fleet.deliveries
    other.freeze()
    with _slow(stage.gateway):
        placed = [_place(stage, number) for number in range(ORDERS)]
        until(lambda: _offers(placed).filter(lease__isnull=False).exists(), "it has taken something")
        with transaction.atomic():
            list(_offers(placed).select_for_update(of=("self",)))
            until(_somebody_waits_for_a_row, "it writes what became of it")
            frozen.freeze()
    other.thaw()
    return _taken_over(stage, frozen, placed)


@contextmanager
def _slow(gateway: Gateway) -> Iterator[None]:
    gateway.faults.always = Fault(hang=True, hang_seconds=2)
    try:
        yield
    finally:
        gateway.faults.clear()


def _somebody_waits_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_stat_activity where wait_event_type = 'Lock')")
        return bool(cursor.fetchone()[0])


def _taken_over(stage: Stage, frozen: Child, placed: list[str]) -> Seen:
    begun = time.monotonic()
    until(lambda: not _offers(placed).filter(state="waiting").exists(), "the other has sent everything")
    took = time.monotonic() - begun
    before = _said_of(placed)
    frozen.thaw()
    time.sleep(3)
    after = _said_of(placed)
    keys = Counter(each.key for each in stage.gateway.received)
    owed = {row[0].hex for row in after if row[1] == "sent"}
    twice = sum(keys[key] - 1 for key in owed if keys[key])
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    return Seen(
        changed == 0 and took <= STUCK_SECONDS_MAX and all(keys[key] for key in owed) and bool(owed),
        f"{len(owed)} SMS, the last {took:.1f} s after the freeze; the late writer changed {changed} rows,"
        f" {twice} duplicates under the same key",
    )


def _said_of(placed: list[str]) -> list[tuple[Any, ...]]:
    return list(_offers(placed).order_by("pk").values_list("pk", "state", "attempts", "sent_at"))


def _place(stage: Stage, number: int) -> str:
    order, citizen = str(uuid4()), stage.cast.citizens[number]
    body = body_of(order, stage.cast.crews[number % len(stage.cast.crews)], 600 + number)
    stage.client().until_answered("place", "/orders", citizen, order=order, body=body)
    return order


def _offers(placed: list[str]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(message__order_id__in=placed, message__kind="order_offered")
