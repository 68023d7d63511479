"""The same seed on a fresh county is the same life; half a life is none."""

import pytest
from django.db import transaction

from dispatch.orders.models import Order, OrderEvent
from points.models import PointsEntry
from tests.simulation.conftest import run, settle, stretch

pytestmark = pytest.mark.django_db

WHO = ("citizen__phone_index", "agent__name", "officer__name")


def lived(seed: int) -> list[object]:
    """All that a fresh county remembers of the stretch; the county is gone afterwards."""
    with transaction.atomic():
        tally = run(stretch(settle(), seed=seed))
        memory = [
            tally,
            list(OrderEvent.objects.values_list("order", "order__number", "kind", "at", *WHO)),
            [event.words for event in OrderEvent.objects.all()],
            list(
                Order.objects.order_by("number").values_list("pk", "state", "difficulty_class", "care_marks")
            ),
            [
                (order.wish, order.applicant_name, order.applicant_phone)
                for order in Order.objects.order_by("number")
            ],
            list(
                PointsEntry.objects.values_list(
                    "order", "agent__name", "kind", "points", "posted_at", "quarter"
                )
            ),
        ]
        transaction.set_rollback(True)
    return memory


def test_the_same_seed_is_the_same_life():
    assert lived(7) == lived(7)


def test_another_seed_is_another_life():
    assert lived(7)[1] != lived(8)[1]


class Interrupted(Exception):
    pass


def test_a_life_broken_off_leaves_nothing_behind():
    left = iter(range(5))

    def interrupt() -> None:
        if next(left, None) is None:
            raise Interrupted

    plan = stretch(settle())
    with pytest.raises(Interrupted):
        run(plan, on_placed=interrupt)
    assert not Order.objects.exists() and not OrderEvent.objects.exists()
    assert run(plan).moves["placed"] == plan.orders
