"""Links without signing in: one to follow an order by (X14), one to rate it with, once, and only who asked (X10)."""

from datetime import timedelta

import pytest

from agents.errors import NotAChoice
from dispatch.orders.actions import cancel_order, claim_order, complete_order, rate_order, start_order
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.links import (
    issue_follow_link,
    issue_rating_link,
    link_to_rate,
    order_to_follow,
    rate_by_link,
    revoke_follow_link,
    token_of,
)
from dispatch.orders.links.errors import (
    LinkNotForAgents,
    LinkOfAnotherNumber,
    LinkOver,
    LinkUnknown,
    LinkUsed,
)
from dispatch.orders.models import Order, OrderLink, Rating
from points.models import PointsEntry
from tests.conftest import NINE

DAY = timedelta(days=1)


def done(place, cast, **said) -> Order:
    order = place(**said)
    claim_order(order.pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    return complete_order(order.pk, agent=cast.wei, at=NINE, result="办好了")


@pytest.fixture
def token(place, cast):
    link = issue_rating_link(done(place, cast), at=NINE)
    assert link
    return token_of(link.pk, link.purpose)


def rate(token, *, visitor=None, at=NINE, grade="satisfied"):
    return rate_by_link(token, grade=grade, words="", visitor=visitor, at=at)


def test_the_link_rates_in_the_name_of_who_asked_and_earns_the_point(cast, token):
    rating = rate(token)
    assert (rating.citizen, rating.grade) == (cast.chen, "satisfied")
    assert PointsEntry.objects.filter(kind="satisfied").count() == 1


def test_it_rates_once(token):
    rate(token)
    with pytest.raises(LinkUsed):
        rate(token, grade="unsatisfied")
    assert Rating.objects.count() == 1


def test_what_was_rated_by_another_door_is_not_rated_by_the_link(cast, token):
    rate_order(Order.objects.get().pk, grade="fair", by=cast.chen, at=NINE)
    with pytest.raises(LinkUsed):
        rate(token)


def test_a_refused_word_leaves_the_link_as_it_was(token):
    with pytest.raises(NotAChoice):
        rate(token, grade="splendid")
    assert rate(token).grade == "satisfied"


def test_no_agent_rates_least_of_all_the_one_who_served(cast, token):
    for agent in (cast.wei, cast.wen):
        with pytest.raises(LinkNotForAgents):
            rate(token, visitor=agent.user)
    cast.wei.ended_at = NINE
    cast.wei.save()
    with pytest.raises(LinkNotForAgents):
        rate(token, visitor=type(cast.chen).objects.get(pk=cast.wei.user_id))
    assert not Rating.objects.exists()


def test_who_is_signed_in_with_another_number_does_not_rate(cast, token):
    with pytest.raises(LinkOfAnotherNumber):
        rate(token, visitor=cast.bai)
    assert rate(token, visitor=cast.chen).citizen == cast.chen


def test_the_link_closes_with_the_rating(token):
    last = NINE + 15 * DAY - timedelta(milliseconds=1)
    assert link_to_rate(token, visitor=None, at=last)
    with pytest.raises(LinkOver):
        rate(token, at=NINE + 15 * DAY)


def test_the_database_holds_no_token_and_no_guess_opens_anything(token):
    link = OrderLink.objects.get(purpose="rate")
    assert token not in (link.token_hash, str(link.pk), link.phone_index)
    for guess in (str(link.pk), link.token_hash, "", "0" * 32, "\ud800", token[:-1], token.upper()):
        with pytest.raises(LinkUnknown):
            rate(guess)


def test_a_link_to_follow_rates_nothing_and_the_other_way_round(place, cast, token):
    follow = issue_follow_link(Order.objects.get(), at=NINE)
    with pytest.raises(LinkUnknown):
        rate(token_of(follow.pk, "follow"))
    with pytest.raises(LinkUnknown):
        order_to_follow(token, at=NINE)


def test_an_order_of_the_counter_is_rated_by_the_number_it_was_filed_for(place, cast):
    order = done(place, cast, by=cast.li, applicant_phone="10900000088")
    link = issue_rating_link(order, at=NINE)
    assert link
    assert rate(token_of(link.pk, "rate")).citizen is None


def test_asked_for_again_a_link_is_the_same_one(place):
    order = place()
    assert issue_follow_link(order, at=NINE) == issue_follow_link(order, at=NINE + DAY)


def test_who_asked_takes_the_link_back_and_the_next_one_is_another(place, cast):
    order = place()
    old = issue_follow_link(order, at=NINE)
    with pytest.raises(OrderNotFound):
        revoke_follow_link(order.pk, by=cast.bai, at=NINE)
    revoke_follow_link(order.pk, by=cast.chen, at=NINE)
    with pytest.raises(LinkOver):
        order_to_follow(token_of(old.pk, "follow"), at=NINE)
    new = issue_follow_link(order, at=NINE)
    assert order_to_follow(token_of(new.pk, "follow"), at=NINE) == order


def test_thirty_days_after_the_end_nobody_follows_any_more(place, cast):
    order = place()
    token = token_of(issue_follow_link(order, at=NINE).pk, "follow")
    cancel_order(order.pk, by=cast.chen, at=NINE)
    assert order_to_follow(token, at=NINE + 30 * DAY - timedelta(seconds=1))
    with pytest.raises(LinkOver):
        order_to_follow(token, at=NINE + 30 * DAY)
