"""What a phone sends again because no answer came: nothing changes, and the answer is the same (F19, F20)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from agents.invariants import invariants
from dispatch.orders.actions import (
    assign_order,
    cancel_order,
    claim_order,
    complete_order,
    locate_order,
    rate_order,
    release_order,
    report_wrong_grid,
    start_order,
)
from dispatch.orders.errors import (
    DuplicateIdWithAnotherBody,
    GridDoubtedBefore,
    NotOfYourGrid,
    NotYourOrder,
    WrongState,
)
from dispatch.orders.links import issue_rating_link, rate_by_link, token_of
from dispatch.orders.links.errors import LinkNotForAgents, LinkUsed
from dispatch.orders.models import Assignment, Order, OrderEvent, Rating
from points.models import PointsEntry
from tests.conftest import NINE
from tests.threads import at_once

LATER = NINE + timedelta(hours=2)


@pytest.fixture(autouse=True)
def every_rule_holds(cast):
    yield
    assert [line for check in invariants().values() for line in check()] == []


@pytest.fixture
def begun(cast, place) -> Order:
    claimed = claim_order(place().pk, agent=cast.wei, at=NINE)
    return start_order(claimed.pk, agent=cast.wei, at=NINE)


@pytest.fixture
def done(cast, begun) -> Order:
    return complete_order(begun.pk, agent=cast.wei, result="证已送到家", at=NINE)


def kinds() -> list[str]:
    return list(OrderEvent.objects.order_by("id").values_list("kind", flat=True))


# ---- completing


def test_a_result_sent_again_is_one_completion_of_the_first_hour(cast, done):
    again = complete_order(done.pk, agent=cast.wei, result=" 证已送到家\r\n", at=LATER)
    assert (again.pk, again.completed_at, again.version) == (done.pk, NINE, done.version)
    assert kinds().count("completed") == 1 and PointsEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_result_sent_twice_at_the_same_moment_is_one_completion(cast, begun):
    send = [lambda: complete_order(begun.pk, agent=cast.wei, result="好了", at=LATER)] * 2
    assert [answer.state for answer in at_once(send)] == ["completed", "completed"]
    assert kinds().count("completed") == 1 and PointsEntry.objects.count() == 1


def test_another_result_is_not_taken_for_the_same(cast, done):
    with pytest.raises(WrongState):
        complete_order(done.pk, agent=cast.wei, result="其实没办成", at=LATER)


def test_a_result_that_waited_while_the_order_was_withdrawn_is_refused(cast, begun):
    cancel_order(begun.pk, by=cast.chen, at=NINE)
    with pytest.raises(WrongState):
        complete_order(begun.pk, agent=cast.wei, result="好了", at=LATER)


# ---- giving back


def test_a_release_sent_again_is_one_release(cast, begun):
    opened = release_order(begun.pk, agent=cast.wei, reason="家里有事", at=NINE)
    again = release_order(begun.pk, agent=cast.wei, reason="家里有事", at=LATER)
    assert (again.version, again.declined_agent_ids) == (opened.version, [cast.wei.pk])
    claim_order(begun.pk, agent=cast.wen, at=LATER)
    assert release_order(begun.pk, agent=cast.wei, reason="家里有事", at=LATER).agent == cast.wen
    assert kinds().count("released") == 1


@pytest.mark.django_db(transaction=True)
def test_a_release_sent_twice_at_the_same_moment_is_one_release(cast, begun):
    send = [lambda: release_order(begun.pk, agent=cast.wei, reason="腿摔了", at=LATER)] * 2
    assert [answer.state for answer in at_once(send)] == ["open", "open"]
    assert kinds().count("released") == 1


def test_another_reason_or_another_agent_is_no_release_sent_again(cast, begun):
    release_order(begun.pk, agent=cast.wei, reason="家里有事", at=NINE)
    for agent, reason in ((cast.wei, "别的原因"), (cast.wen, "家里有事")):
        with pytest.raises(NotYourOrder):
            release_order(begun.pk, agent=agent, reason=reason, at=LATER)


def test_who_was_given_it_once_more_gives_it_back_once_more(cast, begun):
    release_order(begun.pk, agent=cast.wei, reason="家里有事", at=NINE)
    assign_order(begun.pk, agent=cast.wei, by=cast.li, at=NINE)
    assert release_order(begun.pk, agent=cast.wei, reason="家里有事", at=LATER).agent is None
    assert Assignment.objects.filter(ending="released").count() == 2


# ---- not my grid


@pytest.mark.parametrize("named", [True, False])
def test_not_my_grid_sent_again_is_said_once(cast, begun, named):
    grid = cast.east if named else None
    moved = report_wrong_grid(begun.pk, agent=cast.wei, grid=grid, at=NINE)
    assert report_wrong_grid(begun.pk, agent=cast.wei, grid=grid, at=LATER).version == moved.version
    assert kinds().count("regridded") == 1


@pytest.mark.django_db(transaction=True)
def test_not_my_grid_tapped_twice_at_the_same_moment_is_said_once(cast, begun):
    send = [lambda: report_wrong_grid(begun.pk, agent=cast.wei, at=LATER)] * 2
    assert [answer.grid for answer in at_once(send)] == [None, None]
    assert kinds().count("regridded") == 1


def test_another_grid_is_another_word(cast, begun):
    report_wrong_grid(begun.pk, agent=cast.wei, at=NINE)
    with pytest.raises(NotOfYourGrid):
        report_wrong_grid(begun.pk, agent=cast.wei, grid=cast.east, at=LATER)


def test_back_in_the_grid_by_an_officers_word_it_is_not_waved_away(cast, begun):
    """Else the agent would believe that it was handed on."""
    report_wrong_grid(begun.pk, agent=cast.wei, at=NINE)
    locate_order(begun.pk, grid=cast.west, by=cast.li, at=NINE)
    with pytest.raises(GridDoubtedBefore):
        report_wrong_grid(begun.pk, agent=cast.wei, at=LATER)


# ---- rating


def test_a_rating_sent_late_does_not_undo_the_one_after_it(cast, done):
    first = uuid4()
    rate_order(done.pk, grade="satisfied", by=cast.chen, at=NINE, client_id=first)
    rate_order(done.pk, grade="fair", by=cast.chen, at=NINE, client_id=uuid4())
    answer = rate_order(done.pk, grade="satisfied", by=cast.chen, at=LATER, client_id=first)
    assert answer.grade == "fair" and Rating.objects.count() == 2


def test_the_same_grade_said_on_purpose_after_another_counts(cast, done):
    for grade in ("satisfied", "fair", "satisfied"):
        rate_order(done.pk, grade=grade, by=cast.chen, at=NINE, client_id=uuid4())
    assert Rating.objects.get(superseded_at=None).grade == "satisfied"


def test_an_id_that_something_else_has_is_no_rating(cast, done, place):
    taken = uuid4()
    other = claim_order(place().pk, agent=cast.wei, at=NINE)
    other = complete_order(
        start_order(other.pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, result="好", at=NINE
    )
    rate_order(other.pk, grade="satisfied", by=cast.chen, at=NINE, client_id=taken)
    rate_order(done.pk, grade="fair", by=cast.chen, at=NINE)
    with pytest.raises(DuplicateIdWithAnotherBody):
        rate_order(done.pk, grade="satisfied", by=cast.chen, at=NINE, client_id=taken)


@pytest.fixture
def token(done) -> str:
    link = issue_rating_link(done, at=NINE)
    assert link
    return token_of(link.pk, link.purpose)


def test_a_rating_by_link_sent_again_is_one_rating(token):
    said = {"grade": "satisfied", "words": "谢谢", "visitor": None}
    first = rate_by_link(token, **said, at=NINE)
    assert rate_by_link(token, **said, at=LATER) == first
    assert Rating.objects.count() == 1


def test_a_used_link_takes_no_second_word_and_lets_no_agent_in(cast, token):
    rate_by_link(token, grade="satisfied", words="", visitor=None, at=NINE)
    with pytest.raises(LinkUsed):
        rate_by_link(token, grade="unsatisfied", words="", visitor=None, at=LATER)
    with pytest.raises(LinkNotForAgents):
        rate_by_link(token, grade="satisfied", words="", visitor=cast.wei.user, at=LATER)
