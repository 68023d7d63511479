"""不是本网格 (X16): where an order goes that came to the wrong grid, and that nobody is blamed for it."""

from datetime import timedelta

import pytest

from agents.errors import NotAChoice
from agents.invariants import invariants
from agents.models import Agent
from dispatch.orders.actions import (
    broaden_orders,
    claim_order,
    locate_order,
    release_order,
    report_wrong_grid,
    send_to_desk,
    start_order,
    suspend_order,
)
from dispatch.orders.errors import (
    GridDoubtedBefore,
    NotOfYourGrid,
    OrderAlreadyClaimed,
    OrderNotBroadenedYet,
    OrderNotFound,
    WrongState,
)
from dispatch.orders.models import Assignment, Order, OrderEvent
from tests.conftest import NINE
from tests.threads import at_once

TWO_MINUTES, TEN_MINUTES = timedelta(minutes=2), timedelta(minutes=10)
THEN = NINE + TWO_MINUTES


@pytest.fixture(autouse=True)
def every_rule_holds(cast):
    yield
    assert [line for check in invariants().values() for line in check()] == []


def events() -> list[str]:
    return list(OrderEvent.objects.values_list("kind", flat=True))


def test_the_named_grid_has_what_is_left_of_the_ten_minutes(cast, place):
    order = place()
    moved = report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=THEN)
    assert (moved.grid, moved.village, moved.grid_basis) == (cast.east, cast.east.village, "agent")
    assert (moved.broaden_at, moved.broadened_at) == (order.broaden_at, None)
    with pytest.raises(OrderNotBroadenedYet):
        claim_order(order.pk, agent=cast.wei, at=THEN)
    assert claim_order(order.pk, agent=cast.dong, at=THEN).agent == cast.dong
    assert events() == ["placed", "regridded", "claimed"]


def test_whoever_carries_it_hands_it_on_without_blame(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    moved = report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=THEN)
    assert (moved.state, moved.agent, moved.grid, moved.declined_agent_ids) == ("open", None, cast.east, [])
    assert (moved.broaden_at, moved.broadened_at) == (NINE + TEN_MINUTES, None)
    assert [each.ending for each in Assignment.objects.all()] == [Assignment.Ending.NOT_MY_GRID]
    assert events() == ["placed", "claimed", "released", "regridded"]
    # Open to all, the one who found the mistake may still help.
    assert claim_order(order.pk, agent=cast.wei, at=NINE + TEN_MINUTES).agent == cast.wei


def test_after_the_ten_minutes_it_stays_open_to_all(cast, place):
    order = place()
    broaden_orders(at=NINE + TEN_MINUTES)
    claim_order(order.pk, agent=cast.wei, at=NINE + TEN_MINUTES)
    moved = report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=NINE + 2 * TEN_MINUTES)
    assert moved.broaden_at == moved.broadened_at == NINE + TEN_MINUTES
    assert moved.desk_at == NINE + 2 * TEN_MINUTES + cast.policy.desk_after
    assert claim_order(order.pk, agent=cast.wen, at=NINE + 2 * TEN_MINUTES)
    assert events().count("broadened") == 1


def test_a_grid_where_nobody_is_reachable_keeps_nobody_waiting(cast, place):
    """X01."""
    Agent.objects.filter(grid=cast.east).update(is_on_duty=False)
    moved = report_wrong_grid(place().pk, agent=cast.wei, grid=cast.east, at=THEN)
    assert (moved.broaden_at, moved.broaden_reason) == (THEN, "nobody_reachable")
    assert events() == ["placed", "regridded", "broadened"]


def test_without_a_named_grid_all_may_claim_and_an_officer_is_asked(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    moved = report_wrong_grid(order.pk, agent=cast.wei, at=THEN)
    assert (moved.grid, moved.grid_basis, moved.broaden_reason) == (None, "unknown", "grid_unknown")
    # What the applicant said stays until somebody knows better.
    assert moved.village == cast.west.village
    assert send_to_desk(at=THEN) == 1
    assert locate_order(order.pk, grid=cast.east, by=cast.li, at=THEN).grid == cast.east
    assert claim_order(order.pk, agent=cast.dong, at=THEN).agent == cast.dong


def test_who_just_began_may_still_find_it_out(cast, place):
    order = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    assert report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=THEN).state == "open"


def test_only_an_agent_of_its_grid_says_so(cast, place):
    order = place(at=NINE - TEN_MINUTES)
    with pytest.raises(NotOfYourGrid):
        report_wrong_grid(order.pk, agent=cast.dong, at=THEN)
    claim_order(order.pk, agent=cast.wei, at=THEN)
    with pytest.raises(NotOfYourGrid):
        report_wrong_grid(order.pk, agent=cast.wen, at=THEN)


def test_a_neighbour_who_took_it_gives_it_back_with_a_reason_like_everybody(cast, place):
    order = claim_order(place(at=NINE - TEN_MINUTES).pk, agent=cast.dong, at=NINE)
    with pytest.raises(NotOfYourGrid):
        report_wrong_grid(order.pk, agent=cast.dong, grid=cast.west, at=THEN)


def test_once_and_no_more(cast, place):
    """Or it would be a way to give back without a reason."""
    order = place()
    report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=THEN)
    report_wrong_grid(order.pk, agent=cast.dong, grid=cast.west, at=THEN)
    claim_order(order.pk, agent=cast.wei, at=THEN)
    with pytest.raises(GridDoubtedBefore):
        report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=THEN)
    assert release_order(order.pk, agent=cast.wei, reason="不是我的", at=THEN).declined_agent_ids == [
        cast.wei.pk
    ]


@pytest.mark.parametrize("grid", ["own", "foreign"])
def test_the_named_grid_is_another_one_of_the_county(cast, place, foreign_grid, grid):
    named = {"own": cast.west, "foreign": foreign_grid}[grid]
    with pytest.raises(NotAChoice) as refused:
        report_wrong_grid(place().pk, agent=cast.wei, grid=named, at=THEN)
    assert refused.value.field == "grid"


def test_what_waits_for_papers_or_has_ended_goes_nowhere(cast, place):
    order = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    suspend_order(order.pk, agent=cast.wei, reason="缺户口本", at=NINE)
    with pytest.raises(WrongState):
        report_wrong_grid(order.pk, agent=cast.wei, at=THEN)


def test_another_countys_order_is_not_found(cast, place, foreign_grid, foreign_agent):
    with pytest.raises(OrderNotFound):
        report_wrong_grid(place().pk, agent=foreign_agent, at=THEN)


@pytest.mark.django_db(transaction=True)
def test_of_a_claim_and_a_report_at_once_one_wins(cast, place):
    order = place()
    results = at_once(
        [
            lambda: claim_order(order.pk, agent=cast.wen, at=THEN),
            lambda: report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=THEN),
        ]
    )
    order.refresh_from_db()
    won = [each for each in results if isinstance(each, Order)]
    assert len(won) == 1
    if order.state == "open":
        assert order.grid == cast.east and isinstance(results[0], OrderNotBroadenedYet)
    else:
        assert order.agent == cast.wen and isinstance(
            results[1], (WrongState, NotOfYourGrid, OrderAlreadyClaimed)
        )
