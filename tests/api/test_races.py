"""At the same moment, over HTTP, on real connections: one wins, everybody hears it, nobody gets an error page."""

from functools import partial

import pytest
from django.utils import timezone

from agents.models import Agent
from dispatch.orders.models import Assignment, Order, OrderEvent
from tests.api.conftest import Caller, is_problem
from tests.cast import make_agent
from tests.conftest import NINE
from tests.threads import at_once

RACERS = 12

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_many_claims_wins(cast, place):
    agents = [make_agent(cast.west, f"代办{n}", f"+86109000005{n:02d}", at=NINE) for n in range(RACERS)]
    order = place(at=timezone.now())
    callers = [Caller(agent.user) for agent in agents]
    answers = at_once([partial(caller.post, f"/orders/{order.pk}/claim") for caller in callers])
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] + [409] * (RACERS - 1), statuses
    winner = Agent.objects.get(orders=order)
    for answer in answers:
        if answer.status_code == 409:
            facts = is_problem(answer, 409, "order_already_claimed")["facts"]
            assert facts["winner"] == winner.name and facts["seconds"] >= 0
    assert Assignment.objects.count() == 1


def test_a_request_sent_twice_at_once_is_one_order(cast, body):
    said = body()
    callers = [Caller(cast.chen) for _ in range(6)]
    answers = at_once([partial(caller.post, "/orders", said) for caller in callers])
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.content for answer in answers}) == 1 and Order.objects.count() == 1


def test_an_agent_of_one_free_place_gets_one_more(cast, place):
    """Two devices, two orders, room for one (F31)."""
    for _ in range(4):
        Caller(cast.wei.user).post(f"/orders/{place(at=timezone.now()).pk}/claim")
    orders = [place(at=timezone.now()) for _ in range(4)]
    callers = [Caller(cast.wei.user) for _ in orders]
    answers = at_once(
        [
            partial(caller.post, f"/orders/{order.pk}/claim")
            for caller, order in zip(callers, orders, strict=True)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert Order.objects.unfinished().filter(agent=cast.wei).count() == 5


def test_a_note_sent_again_under_its_id_is_one_note(cast, place):
    order = place(at=timezone.now())
    chen, note = Caller(cast.chen), {"id": "00000000-0000-4000-8000-000000000009", "words": "我下午在家"}
    for _ in range(2):
        assert chen.post(f"/orders/{order.pk}/notes", note).status_code == 200
    assert OrderEvent.objects.filter(kind="noted").count() == 1
    changed = chen.post(f"/orders/{order.pk}/notes", {**note, "words": "我上午在家"})
    is_problem(changed, 422, "duplicate_id")
