"""Agents are told of points on hold and of rulings; the clock lets the rules look once an hour (X09, X11)."""

from datetime import timedelta
from functools import partial

import pytest

from dispatch.orders.actions import rate_order
from points.appeals.appealing import appeal_rating
from points.appeals.ruling import rule_on_appeal
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Hold
from points.risks.clock import check_services
from realtime.models import Delivery
from tests.conftest import NINE
from tests.points.conftest import serve
from tests.settlement.conftest import money
from tests.threads import at_once

__all__ = ["money", "serve"]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_the_agent_is_told_of_a_hold_and_of_the_ruling(cast, serve, money, told):
    order = serve()
    Delivery.objects.all().delete()
    hold = open_hold(order.pk, by=money.zhao, words="核实", at=NINE + HOUR)
    rule_on_hold(hold.pk, verdict="released", words="属实", by=money.qian, at=NINE + 2 * HOUR)
    assert told() == [("魏代办", "hold_ruled"), ("魏代办", "points_on_hold")]


def test_the_agent_is_told_of_the_ruling_on_an_appeal(cast, serve, money, told):
    order = serve()
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE)
    appeal = appeal_rating(order.pk, agent=cast.wei, words="说明", at=NINE)
    Delivery.objects.all().delete()
    rule_on_appeal(appeal.pk, verdict="upheld", words="属实", by=money.li, at=NINE)
    assert told() == [("魏代办", "appeal_ruled")]


@pytest.fixture
def six_for_one(serve):
    for number in range(6):
        serve(completed_at=NINE + number * MINUTE)
    Delivery.objects.all().delete()


def test_the_clock_lets_the_rules_look_once_an_hour(cast, six_for_one, serve, told):
    assert check_services(at=NINE + HOUR) == 1
    assert told() == [("魏代办", "points_on_hold")]
    serve(completed_at=NINE + 10 * MINUTE)
    assert check_services(at=NINE + 2 * HOUR - MINUTE) == 0
    assert check_services(at=NINE + 2 * HOUR) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_one_looks(cast, six_for_one):
    check_services(at=NINE)
    looked = at_once([partial(check_services, at=NINE + HOUR) for _ in range(3)])
    assert sorted(looked) == [0, 0, 0] and Hold.objects.count() == 1
