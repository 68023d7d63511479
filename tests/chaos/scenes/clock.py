"""Time: the dispatchers are away over the ten minutes, and hosts' clocks are wrong (F16, F17)."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import requests

from dispatch.orders.actions import NewOrder, place_order
from dispatch.orders.models import Order, OrderEvent
from realtime.clock import database_now
from realtime.models import Delivery
from tests.bench.seeds import county
from tests.chaos.fleet import until
from tests.chaos.people import policy_says
from tests.chaos.stage import Stage
from tests.chaos.traffic import body_of
from tests.chaos.verdict import Seen

TEN_MINUTES = timedelta(minutes=10)
AWAY = timedelta(minutes=25)
SKEW_SECONDS = 300


def dispatchers_away(stage: Stage) -> Seen:
    """F16. Both are dead for 25 minutes over the ten-minute mark; a neighbour can claim meanwhile; both come back."""
    orders = 5 if stage.short else 40
    for dispatcher in stage.fleet.dispatchers:
        dispatcher.kill()
    try:
        placed = [_placed_long_ago(stage, number) for number in range(orders)]
        neighbour = stage.cast.agents[1][0]
        early = stage.client().until_answered("claim", f"/orders/{placed[0]}/claim", neighbour, order="")
        began = database_now()
    finally:
        for dispatcher in stage.fleet.dispatchers:
            dispatcher.start()
    waiting = Order.objects.filter(pk__in=placed[1:], broadened_at=None)
    until(lambda: not waiting.exists(), "all are announced")
    for dispatcher in stage.fleet.dispatchers:
        dispatcher.await_up()
    rows = OrderEvent.objects.filter(order_id__in=placed[1:], kind="broadened")
    times = Counter(rows.values_list("order_id", flat=True))
    real = all(event.at >= began for event in rows)
    kept = all(
        order.broaden_at == order.placed_at + TEN_MINUTES for order in Order.objects.filter(pk__in=placed)
    )
    told = Counter(
        Delivery.objects.filter(message__kind="order_broadened", message__created_at__gte=began).values_list(
            "user_id", "channel", "message_id"
        )
    )
    holds = (
        early.outcome == "acknowledged"
        and set(times.values()) == {1}
        and len(times) == orders - 1
        and real
        and kept
        and max(told.values(), default=1) == 1
    )
    return Seen(
        holds,
        f"a neighbour claimed at minute 35 ({early.status}); {len(times)} of {orders - 1} announced once each by two"
        f" dispatchers, at the real time: {real}, the promised time kept: {kept}",
    )


def clocks_are_wrong(stage: Stage) -> Seen:
    """F17. Web hosts five minutes ahead and behind: who may claim, and when, is the database's word."""
    seen, holds = list[str](), True
    with policy_says(broaden_seconds=SKEW_SECONDS - 60):
        for skew in (SKEW_SECONDS, -SKEW_SECONDS):
            web = stage.fleet.web_whose_clock_is_off(seconds=skew)
            try:
                off, refusal = _judged_by(f"http://127.0.0.1:{web.port}", stage, 900 + skew)
            finally:
                web.stop()
            seen.append(f"{skew:+d} s: placed {off:.2f} s off, a neighbour's early claim: {refusal}")
            holds = holds and off < 2 and refusal == "order_not_broadened_yet"
    return Seen(holds, "; ".join(seen))


def _judged_by(url: str, stage: Stage, number: int) -> tuple[float, str]:
    order = str(uuid4())
    said = body_of(order, stage.cast.crews[0], number)
    citizen, neighbour = stage.cast.citizens[1], stage.cast.agents[1][0]
    before = database_now()
    requests.post(
        f"{url}/api/v1/orders", json=said, headers=_as(citizen.token), timeout=30
    ).raise_for_status()
    after = database_now()
    claim = requests.post(f"{url}/api/v1/orders/{order}/claim", headers=_as(neighbour.token), timeout=30)
    placed_at = Order.objects.get(pk=order).placed_at
    off = max((before - placed_at).total_seconds(), (placed_at - after).total_seconds(), 0.0)
    return off, claim.json().get("code", "won")


def _as(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _placed_long_ago(stage: Stage, number: int) -> str:
    """By the real action, at the time it would have been placed."""
    with policy_says(broaden_seconds=int(TEN_MINUTES.total_seconds())):
        crew, citizen = stage.cast.crews[0], stage.cast.citizens[number % len(stage.cast.citizens)]
        new = NewOrder(**{**body_of(str(uuid4()), crew, 800 + number), "id": uuid4()})
        at = database_now() - TEN_MINUTES - AWAY
        return str(place_order(new, county=county(), by=citizen.user, at=at).pk)
