"""A delivery worker that is frozen with work in its hands comes back too late (F3, F4)."""

import time
from collections import Counter
from uuid import uuid4

from django.db.models import QuerySet

from realtime.models import Delivery
from realtime.outbox.lease import LEASE
from tests.chaos.fleet import until
from tests.chaos.stage import Stage
from tests.chaos.traffic import body_of
from tests.chaos.verdict import Seen
from tests.standins import Fault

STUCK_SECONDS_MAX = LEASE.total_seconds() + 5
ORDERS = 6


def frozen_beyond_its_lease(stage: Stage) -> Seen:
    """F4. The gateway is slow, one worker is frozen in the middle of it; the other takes over; the first wakes up."""
    frozen = stage.fleet.deliveries[0]
    stage.gateway.faults.always = Fault(hang=True, hang_seconds=2)
    try:
        placed = [_place(stage, number) for number in range(ORDERS)]
        until(lambda: _offers(placed).filter(lease__isnull=False).exists(), "somebody has taken something")
        frozen.freeze()
    finally:
        stage.gateway.faults.clear()
    begun = time.monotonic()
    until(lambda: not _offers(placed).filter(state="waiting").exists(), "the other has sent everything")
    took = time.monotonic() - begun
    before = list(_offers(placed).order_by("pk").values_list("pk", "state", "attempts", "sent_at"))
    frozen.thaw()
    time.sleep(3)
    after = list(_offers(placed).order_by("pk").values_list("pk", "state", "attempts", "sent_at"))
    keys = Counter(each.key for each in stage.gateway.received)
    owed = {row[0].hex for row in after if row[1] == "sent"}
    twice = sum(keys[key] - 1 for key in owed if keys[key])
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    return Seen(
        changed == 0 and took <= STUCK_SECONDS_MAX and all(keys[key] for key in owed) and bool(owed),
        f"{len(owed)} SMS, the last {took:.1f} s after the freeze; the late writer changed {changed} rows,"
        f" {twice} duplicates under the same key",
    )


def _place(stage: Stage, number: int) -> str:
    order, citizen = str(uuid4()), stage.cast.citizens[number]
    body = body_of(order, stage.cast.crews[number % len(stage.cast.crews)], 600 + number)
    stage.client().until_answered("place", "/orders", citizen, order=order, body=body)
    return order


def _offers(placed: list[str]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(message__order_id__in=placed, message__kind="order_offered")
