"""The hot questions are answered by their indexes, whatever PostgreSQL would do with the few rows of a test."""

import pytest
from django.db import connection

from dispatch.orders.models import Order, OrderEvent
from points.models import PointsEntry
from tests.conftest import NINE

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "orders_due_for_broadening": lambda cast: Order.objects.due_for_broadening(NINE),
    "orders_due_for_the_desk": lambda cast: Order.objects.due_for_desk(NINE),
    "orders_due_at_desk": lambda cast: Order.objects.due_at_desk(NINE),
    "orders_due_for_reminder": lambda cast: Order.objects.due_for_contact_reminder(NINE),
    "orders_due_for_contact": lambda cast: Order.objects.due_for_release(NINE),
    "orders_open_in_county": lambda cast: Order.objects.claimable_by(cast.wei, at=NINE),
    "orders_open_in_grid": lambda cast: Order.objects.claimable_by(cast.wei, at=NINE),
    "orders_unfinished_of_agent": lambda cast: Order.objects.unfinished().filter(agent=cast.wei),
    "orders_of_citizen": lambda cast: Order.objects.filter(citizen=cast.chen).order_by("-placed_at"),
    "orders_of_county_by_time": lambda cast: Order.objects.of(cast.county).order_by("-placed_at")[:50],
    "entries_of_quarter": lambda cast: PointsEntry.objects.filter(
        county=cast.county, quarter="2026Q4", agent=cast.wei
    ).order_by(),
    "entries_of_agent": lambda cast: PointsEntry.objects.filter(agent=cast.wei).order_by("-id")[:50],
    "entries_of_order": lambda cast: PointsEntry.objects.filter(order_id="0" * 32).order_by(),
}


@pytest.mark.parametrize("index", QUESTIONS)
def test_a_hot_question_uses_its_index(cast, index):
    with connection.cursor() as cursor:
        # A handful of rows is read faster as a whole; the point is that the index can answer.
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    assert index in QUESTIONS[index](cast).explain()


def test_an_orders_timeline_uses_an_index(cast, place):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    assert "Seq Scan" not in OrderEvent.objects.filter(order=place()).explain()
