"""Figures, ranks and honours for the appraisal (LS-17), and who completed nothing in a year (LS-18)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from agents.models import Agent
from dispatch.orders.actions import claim_order, rate_order, release_order
from dispatch.oversight.followups.figures import NO_ANSWERS
from points.appraisal import appraise, inactive_agents
from points.appraisal.figures import HONOURS, Appraised, ranked
from points.periods import Quarter
from points.reports.row import NONE_DONE, ServicesDone
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO

Q3, Q4 = Quarter.parse("2026Q3"), Quarter.parse("2026Q4")


@pytest.fixture
def quarter(cast, serve, place):
    """wei: two services, one satisfied; wen: one; dai: one of the quarter before; dong: gave one back."""
    rate_order(serve(item_code=CLASS_TWO).pk, grade="satisfied", by=cast.chen, at=NINE)
    serve(item_code=CLASS_ONE)
    serve(item_code=CLASS_ONE, agent=cast.wen)
    serve(item_code=CLASS_TWO, agent=cast.dai, completed_at=NINE - timedelta(days=80))
    order = place(grid=cast.east)
    claim_order(order.pk, agent=cast.dong, at=NINE)
    release_order(order.pk, agent=cast.dong, reason="有事", at=NINE)
    return cast


def named(people):
    return {each.name: each for each in people}


def test_every_serving_agent_is_appraised(quarter):
    Agent.objects.filter(pk=quarter.wen.pk).update(ended_at=NINE)
    assert set(named(appraise(quarter.county, Q4, Q4))) == {"魏代办", "董代办", "戴代办"}


def test_figures_of_a_quarter_and_of_the_year_up_to_it(quarter):
    wei = named(appraise(quarter.county, Q4, Q4))["魏代办"]
    assert (wei.done, wei.services.satisfied, wei.points, wei.rank) == (2, 1, Decimal("4.5"), 1)
    dai = [named(appraise(quarter.county, first, Q4))["戴代办"] for first in (Q4, Quarter(2026, 1))]
    assert [(one.done, one.points) for one in dai] == [(0, 0), (1, 2)]


def test_what_was_given_back_is_on_the_record(quarter):
    assert named(appraise(quarter.county, Q4, Q4))["董代办"].given_back == 1


def test_who_did_nothing_has_no_rank(quarter):
    assert named(appraise(quarter.county, Q4, Q4))["董代办"].rank is None


def test_it_takes_as_many_statements_for_one_agent_as_for_all(quarter, django_assert_num_queries):
    with django_assert_num_queries(5):
        appraise(quarter.county, Q4, Q4)


def someone(agent_id, *, points, post="grid_worker", **services):
    done = ServicesDone(**{"class_one": 1, **services})
    return Appraised(
        agent_id=agent_id, name="", post=post, township="", village="", services=done,
        said=NO_ANSWERS, points=Decimal(points), given_back=0, rank=None,
    )  # fmt: skip


def test_equal_figures_share_a_rank_and_each_kind_has_its_own():
    people = [
        someone(1, points=5),
        someone(2, points=9),
        someone(3, points=5),
        someone(4, points=4, satisfied=1),
        someone(5, points=4),
        someone(6, points=1, post="village_cadre"),
        replace(someone(7, points=0), services=NONE_DONE),
    ]
    assert [(each.agent_id, each.rank) for each in ranked(people)] == [
        (2, 1), (1, 2), (3, 2), (4, 4), (5, 5), (7, None), (6, 1),
    ]  # fmt: skip


def test_the_first_ten_of_a_kind_are_proposed_for_honours():
    people = list(ranked(someone(number, points=100 - number) for number in range(12)))
    assert sum(each.is_honoured for each in people) == HONOURS == 10


def test_who_completed_nothing_in_a_year_is_listed(quarter):
    assert [each.name for each in inactive_agents(quarter.county, at=NINE)] == ["董代办"]


def test_a_year_later_everybody_is_and_the_longest_idle_stand_first(quarter):
    later = inactive_agents(quarter.county, at=NINE + timedelta(days=366))
    assert [each.name for each in later] == ["董代办", "戴代办", "魏代办", "文代办"]
    assert later[0].last_completed_at is None


def test_newcomers_and_those_who_left_are_not_on_it(quarter):
    Agent.objects.filter(pk=quarter.dong.pk).update(joined_at=NINE - timedelta(days=364))
    assert inactive_agents(quarter.county, at=NINE) == []
    Agent.objects.filter(pk=quarter.dong.pk).update(joined_at=NINE - timedelta(days=400), ended_at=NINE)
    assert inactive_agents(quarter.county, at=NINE) == []
