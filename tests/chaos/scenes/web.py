"""Web processes that die, and many who want the same at once (F1, F2, F19, F20, F32)."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import requests

from dispatch.orders.models import Assignment, Order, OrderEvent
from points.models import PointsEntry
from tests.chaos.history.record import Operation
from tests.chaos.people import callers_of, crews
from tests.chaos.stage import Stage
from tests.chaos.traffic import Client, body_of
from tests.chaos.verdict import Seen

RACERS = 200
RACES = 20
SAME_AT_ONCE = 6


def killed_in_a_claim(stage: Stage) -> Seen:
    """F1. The same order is claimed again and again by its crew while each web is killed in turn."""
    kills = 4 if stage.short else 20
    with stage.under_traffic() as operations:
        for number in range(kills):
            time.sleep(0.7)
            web = stage.fleet.webs[number % 2]
            web.kill()
            web.start()
            web.await_up()
    judged = stage.judge(operations)
    cut = [each for each in operations if each.verb == "claim" and each.outcome == "unknown"]
    kept = sum(_was_kept(each) for each in cut)
    return Seen(
        judged.holds and judged.acknowledged > 0,
        f"{kills} × kill -9; {judged}; of {len(cut)} claims cut off {kept} had been kept and were answered alike",
    )


def many_grab_one(stage: Stage) -> Seen:
    """F2. Two hundred agents, one order, one moment."""
    (crew,) = crews(1, each=RACERS)
    agents, citizen = callers_of(crew), stage.cast.citizens[0]
    order = str(uuid4())
    with stage.history.since() as operations:
        client = stage.client()
        client.until_answered("place", "/orders", citizen, order=order, body=body_of(order, crew, 1))
        together = Barrier(RACERS)

        def grab(number: int) -> Operation:
            mine = stage.client()
            together.wait(60)
            return mine.until_answered("claim", f"/orders/{order}/claim", agents[number], order=order)

        with ThreadPoolExecutor(RACERS) as racers:
            told = list(racers.map(grab, range(RACERS)))
        winner = next(agents[n] for n, each in enumerate(told) if each.outcome == "acknowledged")
        client.until_answered("start", f"/orders/{order}/start", winner, order=order)
        done = {"result": "已经办好"}
        client.until_answered("complete", f"/orders/{order}/complete", winner, order=order, body=done)
    statuses = Counter(each.status for each in told)
    named = sum(each.fact == winner.user.name for each in told if each.status == 409)
    events = OrderEvent.objects.filter(order_id=order, kind="claimed").count()
    entries = PointsEntry.objects.filter(order_id=order).count()
    holds = statuses == {200: 1, 409: RACERS - 1} and named == RACERS - 1 and events == entries == 1
    return Seen(
        holds and stage.judge(operations).holds,
        f"{dict(statuses)}, {named} were told the winner's name, {events} event, {entries} entry",
    )


def sent_more_than_once(stage: Stage) -> Seen:
    """F19, F20. The same id at once through both webs, later again, and once with another body."""
    (crew, *_), (citizen, *_) = stage.cast.crews, stage.cast.citizens
    rounds = 5 if stage.short else 25
    answers: list[requests.Response] = []
    other: list[int] = []
    for number in range(rounds):
        said = body_of(str(uuid4()), crew, 500 + number)

        def send(turn: int, said: dict = said) -> requests.Response:
            return _place(stage.fleet.urls[turn % 2], citizen.token, said)

        with ThreadPoolExecutor(SAME_AT_ONCE) as taps:
            together = list(taps.map(send, range(SAME_AT_ONCE)))
        placed_at = Order.objects.get(pk=said["id"]).placed_at
        again = send(0)
        answers += [*together, again]
        other.append(_place(stage.fleet.url, citizen.token, {**said, "wish": "换一句话"}).status_code)
        if (
            len({answer.json()["number"] for answer in [*together, again]}) != 1
            or Order.objects.get(pk=said["id"]).placed_at != placed_at
        ):
            return Seen(False, f"round {number}: answers differ")
    statuses = Counter(answer.status_code for answer in answers)
    expected = {201: rounds, 200: rounds * SAME_AT_ONCE}
    return Seen(
        statuses == expected and set(other) == {422},
        f"{rounds} orders sent {SAME_AT_ONCE + 1} times each: {dict(statuses)}; with another body {set(other)}",
    )


def cancelled_while_grabbed(stage: Stage) -> Seen:
    """F32. The citizen withdraws while an agent claims: what both were told fits one order of events."""
    (crew, *_) = stage.cast.crews
    agent, citizen = stage.cast.agents[0][0], stage.cast.citizens[0]
    outcomes: Counter[str] = Counter()
    with stage.history.since() as operations, ThreadPoolExecutor(2) as two:
        for number in range(RACES):
            order = str(uuid4())
            stage.client().until_answered(
                "place", "/orders", citizen, order=order, body=body_of(order, crew, 700 + number)
            )
            together = Barrier(2)

            def act(verb: str, by: object, order: str = order, together: Barrier = together) -> Operation:
                mine: Client = stage.client()
                together.wait(30)
                return mine.until_answered(verb, f"/orders/{order}/{verb}", by, order=order)

            claim, cancel = two.submit(act, "claim", agent), two.submit(act, "cancel", citizen)
            outcomes[f"claim {claim.result().status}, cancel {cancel.result().status}"] += 1
    ended = {each.order for each in operations}
    left = Assignment.objects.filter(order_id__in=ended, ended_at=None).count()
    cancelled = Order.objects.filter(pk__in=ended, state="cancelled").count()
    judged = stage.judge(operations)
    return Seen(
        judged.holds and cancelled == RACES and left == 0,
        f"{RACES} races: {dict(outcomes)}; {left} agents left with a cancelled order",
    )


def _was_kept(operation: Operation) -> bool:
    return OrderEvent.objects.filter(
        order_id=operation.order, kind="claimed", agent__user_id=operation.who
    ).exists()


def _place(url: str, token: str, said: dict) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.post(f"{url}/api/v1/orders", json=said, headers=headers, timeout=30)
