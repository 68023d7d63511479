"""``manage.py rebuild_points``: the quarter made again from what happened is the ledger, byte for byte (X07)."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from dispatch.orders.actions import confirm_item, rate_order
from points.appeals.appealing import appeal_rating
from points.appeals.ruling import rule_on_appeal
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import PointsEntry, PointsRule
from points.periods import Quarter
from points.posting.post import post
from points.rebuilding.comparing import compare
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO
from tests.settlement.conftest import NEW_YEAR, Q4, freeze, money

__all__ = ["freeze", "money"]
HOUR = timedelta(hours=1)


def rebuild(quarter="2026Q4", county="431127"):
    out = StringIO()
    with translation.override("en"):
        call_command("rebuild_points", quarter=quarter, county=county, stdout=out)
    return out.getvalue()


@pytest.fixture
def busy(cast, serve, money):
    """Ratings and revisions, classes confirmed before and after, two rules, a hold rejected, an appeal won."""
    PointsRule.objects.create(county=cast.county, version=2, effective_at=NINE, class_two=3)
    orders = [
        serve(item_code=code, completed_at=NINE + n * HOUR - HOUR)
        for n, code in enumerate([CLASS_TWO, "", CLASS_ONE, ""])
    ]
    for hours, (order, grade) in enumerate(
        zip(
            [*orders, orders[0], orders[0]],
            ["satisfied", "unsatisfied", "fair", "satisfied", "unsatisfied", "satisfied"],
            strict=True,
        )
    ):
        rate_order(order.pk, grade=grade, by=cast.chen, at=NINE + (4 + hours) * HOUR)
    confirm_item(orders[3].pk, item_code=CLASS_TWO, by=cast.li, at=NINE + 12 * HOUR)
    confirm_item(orders[3].pk, item_code=CLASS_ONE, by=cast.li, at=NINE + 13 * HOUR)
    hold = open_hold(orders[3].pk, by=money.zhao, words="核实", at=NINE + 14 * HOUR)
    rule_on_hold(hold.pk, verdict="rejected", words="属实", by=money.qian, at=NINE + 15 * HOUR)
    appeal = appeal_rating(orders[1].pk, agent=cast.wei, words="说明", at=NINE + 16 * HOUR)
    confirm_item(orders[1].pk, item_code=CLASS_TWO, by=cast.li, at=NINE + 17 * HOUR)
    rule_on_appeal(appeal.pk, verdict="overturned", words="属实", by=money.li, at=NINE + 18 * HOUR)
    return orders


def test_it_is_the_same_bytes(cast, busy):
    found = compare(cast.county, Q4)
    assert (found.only_posted, found.only_rebuilt) == ([], [])
    assert found.lines == PointsEntry.objects.count() > 12
    assert f"{found.lines} entries, the same bytes. SHA-256 {found.sha256}" in rebuild()


def test_the_hosts_time_zone_changes_no_byte(cast, busy, host_zone):
    here = compare(cast.county, Q4).sha256
    host_zone("America/New_York")
    assert compare(cast.county, Q4).sha256 == here


def test_a_late_word_is_rebuilt_in_the_quarter_it_fell_in(cast, serve, freeze):
    order = serve(completed_at=datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    freeze()
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NEW_YEAR)
    for quarter in (Q4, Q4.following()):
        found = compare(cast.county, quarter)
        assert found.is_same and found.lines == 1


def test_what_slipped_behind_a_freezing_is_rebuilt_there(cast, serve, freeze):
    order = serve(completed_at=NEW_YEAR - 10 * HOUR)
    freeze()
    # Said before midnight, committed after the freezing.
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NEW_YEAR - 9 * HOUR - timedelta(seconds=1))
    assert compare(cast.county, Q4.following()).is_same
    assert PointsEntry.objects.get(kind="satisfied").quarter == "2027Q1"


@pytest.mark.parametrize(
    "sql",
    [
        "update points_pointsentry set points = 9 where kind = 'satisfied'",
        "update points_pointsentry set posted_at = posted_at + interval '1 second' where kind = 'class_change'",
        "delete from points_pointsentry where kind = 'reversal'",
        "update points_pointsentry set agent_id = (select max(id) from agents_agent)",
    ],
)
def test_a_line_that_was_altered_is_shown(busy, sql):
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("set session_replication_role = origin")
    with pytest.raises(SystemExit):
        rebuild()


def test_an_entry_that_nothing_explains_is_shown(cast, serve):
    order = serve()
    rule = PointsEntry.objects.get().rule
    post(order, key="gift", kind=PointsEntry.Kind.SATISFIED, points=rule.satisfied, rule=rule, at=NINE)
    found = compare(cast.county, Q4)
    assert [line.split("|")[0] for line in found.only_posted] == ["gift"] and not found.only_rebuilt


def test_it_takes_as_few_statements_for_many_services_as_for_one(cast, busy, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        compare(cast.county, Q4)


def test_an_empty_quarter_is_the_same_nothing(cast):
    assert compare(cast.county, Quarter.parse("2025Q1")).is_same


def test_what_is_no_quarter_is_named(cast):
    with pytest.raises(CommandError, match="2026Q4"):
        rebuild(quarter="Q4")
