"""manage.py verify: silent on a healthy county, and it names the row that somebody altered behind the actions' back."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from tests.conftest import NINE

# Read-only snapshots need a transaction of their own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def served(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE)
    return order


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(sql)
        assert cursor.rowcount != 0
        cursor.execute("set session_replication_role = origin")


def verify() -> str:
    out = StringIO()
    call_command("verify", "--quiet", stdout=out)
    return out.getvalue()


def test_a_healthy_county_verifies(served, cast, place):
    claim_order(place().pk, agent=cast.wen, at=NINE)
    place()
    assert verify().strip().endswith("0 broken")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("update orders_order set state = 'open', agent_id = null, claimed_at = null", "last event"),
        ("update orders_assignment set ended_at = null, ending = ''", "still assigned"),
        ("delete from orders_orderevent where kind = 'started'", "completed took claimed to completed"),
        ("update orders_orderevent set words = '没办' where kind = 'completed'", "is not what was written"),
        ("delete from orders_assignment", "taken 1 times, 0 assignment rows"),
        ("update points_pointsentry set points = 5 where kind = 'base'", "where 2.5"),
        ("delete from points_pointsentry", "earned nothing"),
        ("update points_pointsentry set quarter = '2026Q3'", "posted in 2026-11 2026Q4"),
        ("update agents_officer set on_desk = false", "nobody sits at the duty desk"),
    ],
)
def test_what_was_altered_is_named(served, place, sql, said):
    place()
    tamper(sql)
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify", stdout=out)
    assert stopped.value.code == 1
    assert "BROKEN" in out.getvalue() and said in out.getvalue()
