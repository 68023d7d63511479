"""From the claim to the rating: each step, who may take it, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from agents.errors import FieldMissing, NotAChoice, NotPermitted
from agents.models import Agent
from dispatch.orders.actions import (
    assign_order,
    cancel_order,
    claim_order,
    complete_order,
    confirm_item,
    locate_order,
    note_progress,
    propose_item,
    rate_order,
    release_order,
    resume_order,
    reveal_applicant,
    start_order,
    suspend_order,
)
from dispatch.orders.errors import (
    NotRateable,
    NotYourOrder,
    OrderNotFound,
    OwnRequest,
    RatingClosed,
    RatingFixed,
    TooManyUnfinishedOrders,
    UnknownItem,
    WrongState,
)
from dispatch.orders.models import Assignment, Order, Rating, Reveal
from dispatch.orders.states import State
from tests.conftest import NINE

DAY = timedelta(days=1)


@pytest.fixture
def claimed(cast, place):
    return claim_order(place().pk, agent=cast.wei, at=NINE)


@pytest.fixture
def started(cast, claimed):
    return start_order(claimed.pk, agent=cast.wei, at=NINE)


@pytest.fixture
def completed(cast, started):
    return complete_order(started.pk, agent=cast.wei, result="证已办好,送到家", at=NINE)


def test_release_reopens_at_once_for_all_grids(cast, claimed):
    opened = release_order(claimed.pk, agent=cast.wei, reason="家里有事", at=NINE + timedelta(minutes=1))
    assert (opened.state, opened.agent, opened.broaden_reason) == (State.OPEN, None, "released")
    assert claim_order(claimed.pk, agent=cast.dong, at=NINE + timedelta(minutes=1)).agent == cast.dong


def test_release_needs_a_reason(cast, claimed):
    with pytest.raises(FieldMissing):
        release_order(claimed.pk, agent=cast.wei, reason=" ", at=NINE)


def test_only_the_agent_who_carries_it_may_act(cast, claimed):
    for act in (
        lambda: release_order(claimed.pk, agent=cast.wen, reason="不", at=NINE),
        lambda: start_order(claimed.pk, agent=cast.wen, at=NINE),
        lambda: complete_order(claimed.pk, agent=cast.wen, result="好了", at=NINE),
        lambda: note_progress(claimed.pk, words="在办", by=cast.wen, at=NINE),
    ):
        with pytest.raises(NotYourOrder):
            act()


def test_completion_needs_the_first_contact_and_a_result(cast, claimed):
    with pytest.raises(WrongState):
        complete_order(claimed.pk, agent=cast.wei, result="好了", at=NINE)
    start_order(claimed.pk, agent=cast.wei, at=NINE)
    with pytest.raises(FieldMissing):
        complete_order(claimed.pk, agent=cast.wei, result="", at=NINE)


def test_completing_twice_is_completing_once(cast, completed):
    again = complete_order(completed.pk, agent=cast.wei, result="证已办好,送到家", at=NINE + DAY)
    assert again.completed_at == NINE and again.events.filter(kind="completed").count() == 1
    assert Assignment.objects.get(order=completed).ending == "completed"


def test_while_suspended_the_time_limit_stands_still(cast, started):
    friday, tuesday = NINE, NINE + 4 * DAY
    assert started.due_at == datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    waiting = suspend_order(started.pk, agent=cast.wei, reason="等户口本", at=friday)
    assert waiting.state == State.SUSPENDED and waiting.resume_due_at is not None
    resumed = resume_order(started.pk, agent=cast.wei, at=tuesday)
    assert resumed.state == State.IN_PROGRESS
    # Monday and Tuesday were spent waiting.
    assert resumed.due_at == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def test_the_citizen_may_cancel_until_the_end_and_nobody_elses_order(cast, started):
    with pytest.raises(OrderNotFound):
        cancel_order(started.pk, by=cast.bai, at=NINE)
    cancelled = cancel_order(started.pk, by=cast.chen, reason="不用了", at=NINE)
    assert cancelled.state == State.CANCELLED
    assert cancel_order(started.pk, by=cast.chen, at=NINE + DAY).cancelled_at == NINE
    assert Assignment.objects.get(order=started).ending == "cancelled"


def test_what_is_completed_cannot_be_cancelled(cast, completed):
    with pytest.raises(WrongState):
        cancel_order(completed.pk, by=cast.chen, at=NINE)


def test_an_officer_assigns_what_nobody_claimed(cast, place):
    order = assign_order(place().pk, agent=cast.dai, by=cast.li, at=NINE)
    assert (order.state, order.agent) == (State.CLAIMED, cast.dai)
    assert Assignment.objects.get(order=order).assigned_by == cast.li


def test_an_officer_takes_it_from_one_and_gives_it_to_another(cast, started):
    order = assign_order(started.pk, agent=cast.dong, by=cast.li, reason="魏代办住院", at=NINE)
    assert (order.state, order.agent) == (State.CLAIMED, cast.dong)
    endings = list(Assignment.objects.filter(order=order).values_list("agent__name", "ending"))
    assert endings == [("魏代办", "reassigned"), ("董代办", "")]
    kinds = list(order.events.values_list("kind", flat=True))
    assert kinds == ["placed", "claimed", "started", "released", "assigned"]


def test_an_auditor_reads_and_never_writes(cast, place):
    order = place()
    for act in (
        lambda: assign_order(order.pk, agent=cast.wei, by=cast.sun, at=NINE),
        lambda: cancel_order(order.pk, by=cast.sun, at=NINE),
        lambda: confirm_item(order.pk, item_code="LS002", by=cast.sun, at=NINE),
        lambda: locate_order(order.pk, grid=cast.east, by=cast.sun, at=NINE),
        lambda: reveal_applicant(order, to=cast.sun, why="look", at=NINE),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_nobody_is_assigned_the_own_request_or_a_sixth_order(cast, place):
    own = place(by=cast.wei.user, applicant_phone="10900000011")
    with pytest.raises(OwnRequest):
        assign_order(own.pk, agent=cast.wei, by=cast.li, at=NINE)
    for _ in range(5):
        assign_order(place().pk, agent=cast.wen, by=cast.li, at=NINE)
    with pytest.raises(TooManyUnfinishedOrders):
        assign_order(place().pk, agent=cast.wen, by=cast.li, at=NINE)


def test_an_officer_names_the_grid_where_nothing_else_could(cast, place):
    order = place(village_code="", address="老油坊后头")
    located = locate_order(order.pk, grid=cast.east, by=cast.li, at=NINE)
    assert (located.grid, located.village, located.grid_basis) == (cast.east, cast.east.village, "officer")


def test_the_agent_proposes_and_only_an_officer_sets_the_class(cast, started):
    proposed = propose_item(started.pk, item_code="LS002", agent=cast.wei, at=NINE)
    assert (proposed.item, proposed.difficulty_class, proposed.proposed_item) == (None, None, cast.permit)
    confirmed = confirm_item(started.pk, item_code="LS002", by=cast.li, at=NINE)
    assert (confirmed.item, confirmed.difficulty_class) == (cast.permit, 2)
    with pytest.raises(UnknownItem):
        propose_item(started.pk, item_code="LS999", agent=cast.wei, at=NINE)
    with pytest.raises(WrongState):
        propose_item(started.pk, item_code="LS050", agent=cast.wei, at=NINE)


def test_the_applicant_rates_once_and_the_same_word_again_changes_nothing(cast, completed):
    rating = rate_order(completed.pk, grade="satisfied", by=cast.chen, at=NINE)
    again = rate_order(completed.pk, grade="satisfied", by=cast.chen, at=NINE + DAY)
    assert again == rating and Rating.objects.count() == 1


def test_a_rating_may_be_revised_for_seven_days(cast, completed):
    rate_order(completed.pk, grade="satisfied", by=cast.chen, at=NINE)
    rate_order(completed.pk, grade="fair", by=cast.chen, at=NINE + 7 * DAY - timedelta(milliseconds=1))
    current = Rating.objects.get(superseded_at=None)
    assert current.grade == "fair" and Rating.objects.count() == 2
    with pytest.raises(RatingFixed):
        rate_order(completed.pk, grade="satisfied", by=cast.chen, at=NINE + 7 * DAY)


def test_the_window_closes_after_fifteen_days(cast, completed):
    with pytest.raises(RatingClosed):
        rate_order(completed.pk, grade="satisfied", by=cast.chen, at=NINE + 15 * DAY)
    last = NINE + 15 * DAY - timedelta(milliseconds=1)
    assert rate_order(completed.pk, grade="satisfied", by=cast.chen, at=last).grade == "satisfied"


def test_only_what_is_completed_is_rated_by_those_who_asked(cast, started):
    with pytest.raises(NotRateable):
        rate_order(started.pk, grade="satisfied", by=cast.chen, at=NINE)
    with pytest.raises(OrderNotFound):
        rate_order(started.pk, grade="satisfied", by=cast.bai, at=NINE)
    with pytest.raises(NotAChoice):
        rate_order(started.pk, grade="splendid", by=cast.chen, at=NINE)


def test_before_the_claim_no_agent_sees_who_it_is(cast, place):
    order = place()
    with pytest.raises(NotPermitted):
        reveal_applicant(order, to=cast.wei, why="look", at=NINE)
    assert not Reveal.objects.exists()


def test_every_reveal_is_one_row(cast, claimed):
    seen = reveal_applicant(claimed, to=cast.wei, why="call", at=NINE)
    assert (seen.name, seen.phone) == ("陈奶奶", "+8610900000001")
    assert list(Reveal.objects.values_list("order", "user", "why")) == [
        (claimed.pk, cast.wei.user_id, "call")
    ]


def test_thirty_days_after_the_end_the_applicant_is_masked_again(cast, completed):
    reveal_applicant(completed, to=cast.wei, why="call", at=NINE + 30 * DAY - timedelta(seconds=1))
    with pytest.raises(NotPermitted):
        reveal_applicant(completed, to=cast.wei, why="call", at=NINE + 30 * DAY)


def test_an_agent_who_gave_it_back_sees_nothing_any_more(cast, claimed):
    opened = release_order(claimed.pk, agent=cast.wei, reason="忙", at=NINE)
    with pytest.raises(NotPermitted):
        reveal_applicant(opened, to=cast.wei, why="call", at=NINE)


def test_assignment_ignores_duty_but_not_the_roster(cast, place):
    from dispatch.orders.errors import AgentNotServing

    Agent.objects.filter(pk=cast.wei.pk).update(is_on_duty=False)
    assert assign_order(place().pk, agent=cast.wei, by=cast.li, at=NINE).agent == cast.wei
    Agent.objects.filter(pk=cast.wen.pk).update(ended_at=NINE)
    with pytest.raises(AgentNotServing):
        assign_order(place().pk, agent=cast.wen, by=cast.li, at=NINE)
    assert Order.objects.filter(agent=cast.wen).count() == 0
