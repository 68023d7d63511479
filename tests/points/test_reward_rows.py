"""Who is on the form of a quarter, and with which figures (LS-16)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from agents.models import Agent
from dispatch.orders.actions import confirm_item, rate_order
from points.models import PointsRule
from points.periods import Quarter
from points.reports.reward import reward_rows
from points.reports.row import ServicesDone
from points.totals import county_total
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO

D = Decimal
Q3, Q4 = Quarter.parse("2026Q3"), Quarter.parse("2026Q4")
END_OF_Q3 = datetime(2026, 9, 30, 15, 59, 59, 999_000, tzinfo=UTC)
BEGIN_OF_Q4 = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)


def rate(order, grade, *, by, at):
    rate_order(order.pk, grade=grade, by=by, at=at)


@pytest.fixture
def quarter(cast, serve):
    """wei: five services, each rated otherwise; dong: one of class one, unclassified, unrated."""
    for grade in ("very_satisfied", "satisfied", "fair", "unsatisfied"):
        rate(serve(item_code=CLASS_TWO), grade, by=cast.chen, at=NINE)
    serve(item_code=CLASS_ONE)
    serve(agent=cast.dong)
    return cast


def test_services_are_counted_by_class_and_by_rating(quarter):
    wei, dong = reward_rows(quarter.county, Q4)
    assert wei.services == ServicesDone(
        class_one=1, class_two=4, satisfied=2, unsatisfied=1, fair=1, unrated=1
    )
    assert dong.services == ServicesDone(class_one=1, unrated=1)


def test_points_and_yuan_come_from_the_ledger(quarter):
    wei, dong = reward_rows(quarter.county, Q4)
    assert (wei.points, wei.yuan) == (D("9.5"), D("95"))
    assert (dong.points, dong.yuan) == (D("1.5"), D("15"))


def test_the_rows_add_up_to_the_ledger_to_the_fen(quarter):
    rows = reward_rows(quarter.county, Q4)
    ledger = county_total(quarter.county, "2026Q4")
    assert (sum(row.points for row in rows), sum(row.earned for row in rows)) == (ledger.points, ledger.yuan)


def test_rows_take_as_few_statements_for_many_agents_as_for_one(quarter, serve, django_assert_num_queries):
    with django_assert_num_queries(8):
        reward_rows(quarter.county, Q4)
    serve(agent=quarter.wen)
    serve(agent=quarter.dai)
    with django_assert_num_queries(8):
        assert len(reward_rows(quarter.county, Q4)) == 4


def test_agents_without_entries_are_not_on_the_form(quarter):
    assert [row.name for row in reward_rows(quarter.county, Q4)] == ["魏代办", "董代办"]
    assert reward_rows(quarter.county, Q3) == []


def test_who_left_the_roster_is_paid_for_what_was_done(quarter):
    Agent.objects.filter(pk=quarter.wei.pk).update(ended_at=NINE)
    assert reward_rows(quarter.county, Q4)[0].name == "魏代办"


def test_rows_are_sorted_by_township_village_and_name(cast, serve):
    for agent in (cast.dong, cast.wei, cast.dai, cast.wen):
        serve(agent=agent)
    rows = reward_rows(cast.county, Q4)
    assert [(row.village, row.name) for row in rows] == [
        ("西山村", "文代办"),
        ("西山村", "魏代办"),
        ("东河村", "戴代办"),
        ("东河村", "董代办"),
    ]


def test_each_service_is_on_the_form_of_one_quarter(cast, serve):
    serve(completed_at=END_OF_Q3)
    serve(completed_at=BEGIN_OF_Q4)
    for quarter in (Q3, Q4):
        (row,) = reward_rows(cast.county, quarter)
        assert (row.services.class_one, row.points) == (1, D("1.5"))


def test_what_came_after_the_quarter_changes_nothing_of_it(cast, serve):
    rated, classified, revised = (serve(completed_at=END_OF_Q3) for _ in range(3))
    rate(revised, "satisfied", by=cast.chen, at=END_OF_Q3)
    before = reward_rows(cast.county, Q3)
    rate(rated, "unsatisfied", by=cast.chen, at=BEGIN_OF_Q4)
    confirm_item(classified.pk, item_code=CLASS_TWO, by=cast.li, at=BEGIN_OF_Q4)
    rate(revised, "fair", by=cast.chen, at=BEGIN_OF_Q4)
    assert reward_rows(cast.county, Q3) == before
    assert before[0].services == ServicesDone(class_one=3, satisfied=1, unrated=2)
    (late,) = reward_rows(cast.county, Q4)
    assert late.services == ServicesDone()
    assert late.points == D("-1.5") + D("0.5") - D("1")


def test_a_class_confirmed_twice_counts_as_known_when_the_quarter_ended(cast, serve):
    order = serve(completed_at=END_OF_Q3 - timedelta(days=1))
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=END_OF_Q3)
    confirm_item(order.pk, item_code=CLASS_ONE, by=cast.li, at=BEGIN_OF_Q4)
    (row,) = reward_rows(cast.county, Q3)
    assert (row.services.class_one, row.services.class_two) == (0, 1)


def test_a_negative_balance_pays_nothing_and_is_taken_from_the_next_quarter(cast, serve):
    order = serve(completed_at=END_OF_Q3)
    rate(order, "unsatisfied", by=cast.chen, at=BEGIN_OF_Q4)
    (fourth,) = reward_rows(cast.county, Q4)
    assert (fourth.points, fourth.yuan, fourth.carried_on) == (D("-1.5"), D(0), D("-15"))
    serve(item_code=CLASS_TWO, completed_at=datetime(2027, 1, 20, tzinfo=UTC))
    (first,) = reward_rows(cast.county, Q4.following())
    assert (first.points, first.carried_in, first.yuan, first.carried_on) == (D("2"), D("-15"), D("5"), D(0))


def test_two_rules_in_one_quarter_pay_each_entry_by_its_own(cast, serve):
    PointsRule.objects.create(
        county=cast.county, version=2, effective_at=NINE, class_two=3, yuan_per_point=12
    )
    serve(item_code=CLASS_TWO, completed_at=NINE - timedelta(days=1))
    serve(item_code=CLASS_TWO, completed_at=NINE)
    (row,) = reward_rows(cast.county, Q4)
    assert (row.points, row.yuan) == (D("5"), D("56"))
