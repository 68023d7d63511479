"""Many claim at once, on real connections: one wins, and everyone hears the truth."""

from datetime import timedelta
from functools import partial

import pytest

from agents.models import Agent
from dispatch.orders.actions import cancel_order, claim_order, complete_order, rate_order, start_order
from dispatch.orders.errors import OrderAlreadyClaimed, TooManyUnfinishedOrders, WrongState
from dispatch.orders.models import Assignment, Order, OrderEvent, Rating
from tests.cast import make_agent
from tests.conftest import NINE
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hundred_agents_and_one_winner(cast, place):
    agents = [make_agent(cast.east, f"{n}号代办", f"+861090000{1000 + n}", at=NINE) for n in range(100)]
    agents += [make_agent(cast.west, f"{n}号代办", f"+861090000{2000 + n}", at=NINE) for n in range(100)]
    order = place()
    late = NINE + timedelta(minutes=10)
    answers = at_once([partial(claim_order, order.pk, agent=agent, at=late) for agent in agents])
    winners = [answer for answer in answers if isinstance(answer, Order)]
    losers = [answer for answer in answers if isinstance(answer, OrderAlreadyClaimed)]
    assert (len(winners), len(losers)) == (1, 199)
    assert OrderEvent.objects.filter(order=order, kind="claimed").count() == 1
    assert Assignment.objects.get(order=order).agent == winners[0].agent
    assert {loser.facts["winner"] for loser in losers} == {winners[0].agent.name}


def test_one_agent_tapping_eight_orders_at_once_gets_five(cast, place):
    orders = [place() for _ in range(8)]
    answers = at_once([partial(claim_order, order.pk, agent=cast.wei, at=NINE) for order in orders])
    assert sum(isinstance(answer, Order) for answer in answers) == 5
    assert sum(isinstance(answer, TooManyUnfinishedOrders) for answer in answers) == 3
    assert Order.objects.unfinished().filter(agent=cast.wei).count() == 5


def test_a_double_tap_at_once_is_one_claim(cast, place):
    order = place()
    answers = at_once([partial(claim_order, order.pk, agent=cast.wei, at=NINE)] * 4)
    assert all(isinstance(answer, Order) for answer in answers)
    assert Assignment.objects.filter(order=order).count() == 1


def test_cancel_and_claim_at_once_end_in_one_truth(cast, place):
    order = place()
    answers = at_once(
        [
            partial(cancel_order, order.pk, by=cast.chen, at=NINE),
            partial(claim_order, order.pk, agent=cast.wei, at=NINE),
        ]
    )
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert isinstance(answers[0], Order)
    assert isinstance(answers[1], Order | WrongState)
    assert not Assignment.objects.filter(order=order, ended_at=None).exists()


def test_placing_the_same_id_at_once_is_one_order(cast, place):
    from uuid import uuid4

    order_id = uuid4()
    answers = at_once([partial(place, id=order_id)] * 6)
    assert {answer.pk for answer in answers} == {order_id}
    assert OrderEvent.objects.filter(order_id=order_id, kind="placed").count() == 1


def test_two_ratings_at_once_leave_one_current(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    grades = ["satisfied", "unsatisfied", "fair", "very_satisfied"]
    answers = at_once([partial(rate_order, order.pk, grade=g, by=cast.chen, at=NINE) for g in grades])
    assert all(isinstance(answer, Rating) for answer in answers)
    assert Rating.objects.filter(order=order, superseded_at=None).count() == 1


def test_an_agent_leaving_while_claiming_cannot_win_afterwards(cast, place):
    order = place()
    Agent.objects.filter(pk=cast.wei.pk).update(ended_at=NINE)
    answers = at_once([partial(claim_order, order.pk, agent=a, at=NINE) for a in (cast.wei, cast.wen)])
    assert [isinstance(answer, Order) for answer in answers] == [False, True]
