"""6 × kill -9 of workers and web in the middle of orders: nothing lost, nothing stuck, duplicates share a key."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db.models import QuerySet

from dispatch.orders.models import Order, OrderEvent
from realtime.clock import database_now
from realtime.models import Delivery
from realtime.outbox.lease import LEASE
from tests.chaos.fleet import Child, Fleet
from tests.chaos.people import citizens, crews, empty_the_roster
from tests.chaos.placing import place
from tests.chaos.verdict import Verdict
from tests.standins import Fault, Gateway

AT_ONCE = 4
AGENTS_EACH = 2
# A lease, a look every half second, and a little for a machine that has other work.
STUCK_AFTER = LEASE + timedelta(seconds=5)
DRAINED_WITHIN_SECONDS = 600.0


def faults(*, orders: int, kills: int) -> Iterator[Verdict]:
    """``kills``: of the six turns, the first so many."""
    empty_the_roster(telling_plans={"offer": [{"channels": ["sms"]}]})
    places, people = crews(100, each=AGENTS_EACH), citizens(100)
    with Gateway() as gateway, Fleet({**gateway.environment, "MESSAGE_CHANNELS": "sms_gateway"}) as fleet:
        first, second = fleet.deliveries
        victims = [first, fleet.web, fleet.dispatcher, second, first, fleet.web][:kills]
        step = orders // (len(victims) + 1)
        placed: list[str] = []

        def one(number: int) -> str:
            return place(fleet.url, people[number % len(people)], places[number % len(places)], number=number)

        with ThreadPoolExecutor(AT_ONCE) as phones:
            waiting = [phones.submit(one, number) for number in range(orders)]
            for turn, victim in enumerate(victims, 1):
                waiting[turn * step].result()
                _kill(victim, gateway)
            back_at = database_now()
            placed = [each.result() for each in waiting]
        yield _none_lost(placed)
        _wait_until_drained(placed)
        yield _none_stuck(placed, back_at, kills)
        yield from _records(gateway, placed)


def _kill(victim: Child, gateway: Gateway) -> None:
    """In the middle of its work: the gateway is slow for a moment, so that whoever delivers holds something."""
    gateway.faults.always = Fault(slow_seconds=1.0)
    time.sleep(0.7)
    victim.kill()
    gateway.faults.clear()
    time.sleep(0.5)
    victim.start()
    victim.await_up()


def _none_lost(placed: list[str]) -> Verdict:
    found = Order.objects.filter(pk__in=placed).count()
    events = OrderEvent.objects.filter(order_id__in=placed, kind="placed").count()
    holds = found == events == len(placed) == len(set(placed))
    return Verdict(
        "kill -9 of web while orders are placed (F1)",
        holds,
        f"{len(placed)} acknowledged, {found} there, {events} placed once",
    )


def _wait_until_drained(placed: list[str]) -> None:
    deadline = time.monotonic() + DRAINED_WITHIN_SECONDS
    while _offers(placed).filter(state="waiting").exists() and time.monotonic() < deadline:
        time.sleep(0.5)


def _none_stuck(placed: list[str], back_at: datetime, kills: int) -> Verdict:
    offers = _offers(placed)
    left = offers.exclude(state="sent").count()
    # Whatever a killed worker held was due before everybody was back.
    late = offers.filter(due_at__lt=back_at, sent_at__gt=back_at + STUCK_AFTER).count()
    retried = offers.filter(attempts__gt=1).count()
    return Verdict(
        f"{kills} × kill -9 of deliveries, dispatcher and web (F3)",
        left == 0 and late == 0 and retried > 0,
        f"{left} not sent, {late} later than {STUCK_AFTER.seconds} s after the last was back,"
        f" {retried} taken up by another",
    )


def _records(gateway: Gateway, placed: list[str]) -> Iterator[Verdict]:
    """What the gateway itself has written down of these orders.

    An order of the fault before, whose crew has left, may meanwhile be opened to everybody.
    """
    theirs = Delivery.objects.filter(message__order_id__in=placed)
    keys = {each.hex for each in theirs.values_list("pk", flat=True)}
    times = Counter(each.key for each in gateway.received if each.key in keys)
    owed = {each.hex for each in _offers(placed).values_list("pk", flat=True)}
    expected = len(placed) * AGENTS_EACH
    twice = sum(count - 1 for count in times.values())
    yield Verdict(
        f"the gateway's own record of {len(placed)} orders",
        set(times) == owed and len(owed) == expected and not gateway.refused,
        f"{len(times)} of {expected} SMS, {twice} duplicates under the same key,"
        f" {len(gateway.refused)} refused",
    )


def _offers(placed: list[str]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(message__order_id__in=placed, message__kind="order_offered")
