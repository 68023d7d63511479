"""The race: who may claim, when, and what the others hear."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from agents.models import Agent
from dispatch.orders.actions import claim_order, release_order
from dispatch.orders.errors import (
    AgentNotOnDuty,
    AgentNotServing,
    GivenBackBefore,
    OrderAlreadyClaimed,
    OrderNotBroadenedYet,
    OrderNotFound,
    OwnRequest,
    TooManyUnfinishedOrders,
)
from dispatch.orders.models import Assignment, OrderEvent
from dispatch.orders.states import State
from tests.cast import make_agent
from tests.conftest import NINE

TEN_MINUTES = timedelta(minutes=10)
MILLISECOND = timedelta(milliseconds=1)


def test_the_own_grid_may_claim_at_once(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    assert (order.state, order.agent, order.claimed_at) == (State.CLAIMED, cast.wei, NINE)


def test_neighbours_wait_ten_minutes(cast, place):
    order = place()
    with pytest.raises(OrderNotBroadenedYet):
        claim_order(order.pk, agent=cast.dong, at=NINE + TEN_MINUTES - MILLISECOND)


def test_at_ten_minutes_sharp_neighbours_may_claim_though_no_dispatcher_ran(cast, place):
    order = place()
    won = claim_order(order.pk, agent=cast.dong, at=NINE + TEN_MINUTES)
    assert won.agent == cast.dong and won.broadened_at is None


def test_the_own_grid_keeps_its_right_after_broadening(cast, place):
    assert claim_order(place().pk, agent=cast.wei, at=NINE + 2 * TEN_MINUTES).agent == cast.wei


def test_the_loser_hears_who_won_and_by_how_much(cast, place):
    order = place()
    claim_order(order.pk, agent=cast.wei, at=NINE)
    with pytest.raises(OrderAlreadyClaimed) as lost:
        claim_order(order.pk, agent=cast.wen, at=NINE + timedelta(seconds=0.4))
    assert lost.value.facts == {"winner": "魏代办", "seconds": pytest.approx(0.4)}
    assert Assignment.objects.filter(order=order).count() == 1


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (0.02, "A blink too late: 魏代办 has taken it."),
        (0.4, "0.4 seconds too late: 魏代办 has taken it."),
        (86_400, "魏代办 has taken it already."),
    ],
)
def test_the_loser_is_told_in_words_that_fit_the_time(cast, place, late, said):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    with override("en"), pytest.raises(OrderAlreadyClaimed) as lost:
        claim_order(order.pk, agent=cast.dong, at=NINE + timedelta(seconds=late))
    with override("en"):
        assert str(lost.value) == said


def test_a_double_tap_is_one_claim(cast, place):
    order = place()
    first = claim_order(order.pk, agent=cast.wei, at=NINE)
    again = claim_order(order.pk, agent=cast.wei, at=NINE + timedelta(seconds=1))
    assert again.claimed_at == first.claimed_at
    assert OrderEvent.objects.filter(order=order, kind="claimed").count() == 1


def test_five_unfinished_orders_are_enough(cast, place):
    for _ in range(5):
        claim_order(place().pk, agent=cast.wei, at=NINE)
    with pytest.raises(TooManyUnfinishedOrders):
        claim_order(place().pk, agent=cast.wei, at=NINE)


def test_nobody_claims_the_own_request(cast, place):
    order = place(by=cast.wei.user, applicant_phone="10900000009")
    with pytest.raises(OwnRequest):
        claim_order(order.pk, agent=cast.wei, at=NINE)


def test_a_request_under_the_agents_own_number_is_the_own_request(cast, place):
    order = place(by=cast.bai, applicant_phone="10900000011")
    with pytest.raises(OwnRequest):
        claim_order(order.pk, agent=cast.wei, at=NINE)


def test_what_was_given_back_cannot_be_claimed_again(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    with pytest.raises(GivenBackBefore):
        claim_order(order.pk, agent=cast.wei, at=NINE)


def test_another_countys_order_does_not_exist_here(cast, place):
    from agents.models import County, Grid, Township, Village

    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    township = Township.objects.create(code="431126100000", county=county, name="镇", short_name="镇")
    village = Village.objects.create(
        code="431126100001", county=county, township=township, name="村", short_name="村"
    )
    grid = Grid.objects.create(county=county, village=village, code="431126100001", name="村")
    stranger = make_agent(grid, "远代办", "+8610900000021", at=NINE)
    with pytest.raises(OrderNotFound):
        claim_order(place().pk, agent=stranger, at=NINE + TEN_MINUTES)


def test_off_duty_means_no_claim(cast, place):
    Agent.objects.filter(pk=cast.wei.pk).update(is_on_duty=False)
    with pytest.raises(AgentNotOnDuty):
        claim_order(place().pk, agent=cast.wei, at=NINE)


def test_an_agent_who_left_cannot_win(cast, place):
    order = place()
    Agent.objects.filter(pk=cast.wei.pk).update(ended_at=NINE)
    with pytest.raises(AgentNotServing):
        claim_order(order.pk, agent=cast.wei, at=NINE)


def test_an_agent_who_moved_grids_claims_by_the_new_grid(cast, place):
    order = place()
    Agent.objects.filter(pk=cast.wei.pk).update(grid=cast.east)
    with pytest.raises(OrderNotBroadenedYet):
        claim_order(order.pk, agent=cast.wei, at=NINE)
