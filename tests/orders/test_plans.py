"""The hot questions are answered by their indexes, whatever PostgreSQL would do with the few rows of a test."""

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from agents.prepared import OnTheRow, change_sql
from dispatch.orders.actions import claim_order, start_order
from dispatch.orders.models import Order
from dispatch.orders.states import State
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
    "orders_completed_in_county": lambda cast: Order.objects.filter(
        county=cast.county, completed_at__gte=NINE, completed_at__lt=NINE
    ),
    "entries_of_quarter": lambda cast: PointsEntry.objects.filter(
        county=cast.county, quarter="2026Q4", agent=cast.wei
    ).order_by(),
    "entries_of_agent": lambda cast: PointsEntry.objects.filter(agent=cast.wei).order_by("-id")[:50],
    "entries_of_order": lambda cast: PointsEntry.objects.filter(order_id="0" * 32).order_by(),
}


@pytest.mark.parametrize("index", QUESTIONS)
def test_a_hot_question_is_answered_by_its_index(cast, index):
    question = QUESTIONS[index](cast)
    leave_alone(index, table=question.model._meta.db_table)
    assert index in question.explain()


def test_another_question_is_not(cast):
    """What the test above says depends on the question: an index of open orders does not answer for closed ones."""
    leave_alone("orders_open_in_county", table="orders_order")
    closed = Order.objects.of(cast.county).filter(state="completed")
    assert "orders_open_in_county" not in closed.explain()


def leave_alone(index, *, table):
    """A few rows are read faster as a whole, and any index will do for none; so this one is all there is."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(
            "select indexrelid::regclass::text from pg_index where indrelid = %s::regclass and not indisunique",
            [table],
        )
        others = [name for (name,) in cursor.fetchall() if name != index]
        for name in others:
            cursor.execute(f"drop index {name}")
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")


def plan_of(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"explain {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_a_claim_finds_its_order_by_the_key_alone(cast, place):
    """Even where there seem to be no other open orders, so that the index of open ones looks as good."""
    order = place()
    rule = Q(state=State.OPEN) & Q(broadened_at=None)
    change, params = change_sql(Order.objects.filter(OnTheRow(rule), pk=order.pk), version=F("version") + 1)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    plan = plan_of(change, params)
    assert "orders_order_pkey" in plan and "orders_open" not in plan, plan


def test_a_verb_finds_its_order_by_the_key_alone(cast, place):
    """Likewise where nobody seems to have anything in hand."""
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    with CaptureQueriesContext(connection) as asked:
        start_order(order.pk, agent=cast.wei, at=NINE)
    (update,) = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "orders_order"')]
    leave_alone("orders_due_for_contact", table="orders_order")
    plan = plan_of(update.partition(" RETURNING ")[0], None)
    assert "orders_order_pkey" in plan and "orders_due" not in plan, plan
