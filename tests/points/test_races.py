"""Two at once, on real connections: what is earned is posted once."""

from decimal import Decimal
from functools import partial

import pytest

from dispatch.orders.actions import claim_order, complete_order, confirm_item, rate_order, start_order
from dispatch.orders.models import OrderEvent, Rating
from points.models import PointsEntry
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO, earned, lines
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_completions_at_once_post_once(cast, place):
    order = claim_order(place(item_code=CLASS_TWO).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    at_once(
        [partial(complete_order, order.pk, agent=cast.wei, result=f"办好了{n}", at=NINE) for n in range(4)]
    )
    assert lines(order) == [("base", Decimal(2))]
    assert OrderEvent.objects.filter(order=order, kind="completed").count() == 1


def test_the_same_rating_twice_at_once_posts_once(cast, serve):
    order = serve(item_code=CLASS_TWO)
    at_once([lambda: rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE) for _ in range(4)])
    assert lines(order) == [("base", Decimal(2)), ("satisfied", Decimal(1))]
    assert Rating.objects.filter(order=order).count() == 1


def test_different_ratings_at_once_leave_what_the_current_one_says(cast, serve):
    order = serve(item_code=CLASS_TWO)
    grades = ["satisfied", "unsatisfied", "fair", "very_unsatisfied"]
    at_once([partial(rate_order, order.pk, grade=grade, by=cast.chen, at=NINE) for grade in grades])
    current = Rating.objects.get(order=order, superseded_at=None)
    said = {"satisfied": 3, "fair": 2, "unsatisfied": 0, "very_unsatisfied": 0}
    assert earned(order) == said[current.grade]


def test_a_class_confirmed_while_a_rating_comes_in_adds_up(cast, serve):
    order = serve()
    at_once(
        [
            lambda: confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE),
            lambda: rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE),
            lambda: rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE),
        ]
    )
    current = Rating.objects.get(order=order, superseded_at=None)
    assert earned(order) == (3 if current.is_satisfied else 0)


def test_a_class_confirmed_while_the_service_is_completed_is_paid_as_confirmed(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    at_once(
        [
            lambda: complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE),
            lambda: confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE),
        ]
    )
    assert earned(order) == 2
    assert PointsEntry.objects.filter(order=order, kind="base").count() == 1
