"""A quarter is frozen once, whole, and never changes afterwards (F29, X08, DESIGN §2.10)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from agents.errors import NotPermitted
from agents.models import Agent, County
from dispatch.orders.actions import confirm_item, rate_order
from points.appeals.revision import RatingSettled
from points.models import PointsEntry, SettledEntry, Settlement, SettlementLine
from points.payable import entries_in
from points.posting.post import post
from points.settlement import errors
from points.settlement.budget import BudgetAlreadySpent, NotABudgetAmount, budget_of, enter_budget
from points.settlement.freeze import freeze_quarter
from points.settlement.reckoning import reckon
from points.totals import county_total
from tests.cast import make_officer
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO, lines
from tests.settlement.conftest import NEW_YEAR, Q3, Q4

D = Decimal
LAST_OF_Q3 = datetime(2026, 9, 30, 15, 59, 59, 999_000, tzinfo=UTC)
FIRST_OF_Q4 = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)


def test_a_line_for_each_agent_says_what_the_ledger_says(cast, two_services, freeze):
    settlement = freeze()
    said = settlement.lines.values_list(
        "number", "name", "class_one", "class_two", "unrated", "points", "yuan"
    )
    assert list(said) == [(1, "魏代办", 0, 1, 1, D("2"), D("20")), (2, "董代办", 1, 0, 1, D("1.5"), D("15"))]
    assert (settlement.agents_count, settlement.points, settlement.yuan) == (2, D("3.5"), D("35"))
    assert settlement.yuan == county_total(cast.county, "2026Q4").yuan


def test_each_entry_is_in_it_once(two_services, freeze):
    settlement = freeze()
    settled = SettledEntry.objects.filter(line__settlement=settlement).values_list("entry", flat=True)
    assert set(settled) == set(PointsEntry.objects.values_list("pk", flat=True))


def test_a_preview_is_what_will_be_frozen(cast, two_services, freeze):
    preview = [(row.agent_id, row.points, row.yuan) for row in reckon(cast.county, Q4)]
    assert preview == list(freeze().lines.values_list("agent_id", "points", "yuan"))


def test_frozen_twice_it_is_the_same_batch(two_services, freeze, money):
    assert freeze() == freeze(by=money.zhao)
    assert Settlement.objects.count() == 1 and SettlementLine.objects.count() == 2


def test_a_quarter_that_is_not_over_is_not_frozen(two_services, freeze):
    with pytest.raises(errors.QuarterNotOver, match="2027-01-01"):
        freeze(at=datetime(2026, 12, 31, 15, 59, 59, 999_000, tzinfo=UTC))
    assert freeze(at=datetime(2026, 12, 31, 16, 0, tzinfo=UTC)).quarter == "2026Q4"


def test_quarters_are_frozen_one_after_the_other(serve, freeze):
    serve(completed_at=LAST_OF_Q3)
    serve()
    with pytest.raises(errors.EarlierQuarterOpen, match="2026Q3"):
        freeze(Q4)
    assert [freeze(Q3).quarter, freeze(Q4).quarter] == ["2026Q3", "2026Q4"]


def test_a_quarter_before_a_frozen_one_stays_empty(two_services, freeze):
    freeze(Q4)
    with pytest.raises(errors.LaterQuarterFrozen, match="2026Q4"):
        freeze(Q3)


def test_the_county_decides_where_a_quarter_ends(serve, freeze):
    serve(completed_at=LAST_OF_Q3)
    serve(completed_at=FIRST_OF_Q4)
    assert [freeze(quarter).yuan for quarter in (Q3, Q4)] == [D(15), D(15)]


def test_the_hosts_time_zone_changes_nothing(serve, freeze, host_zone):
    serve(completed_at=LAST_OF_Q3)
    serve(completed_at=FIRST_OF_Q4)
    host_zone("America/New_York")
    assert [freeze(quarter).yuan for quarter in (Q3, Q4)] == [D(15), D(15)]


def test_a_settled_quarter_never_changes(cast, two_services, freeze):
    settlement = freeze()
    before = list(settlement.lines.values())
    wei_order, dong_order = two_services
    later = NEW_YEAR
    with connection.cursor() as cursor:
        cursor.execute("update orders_order set rating_closes_at = %s", [later + timedelta(days=1)])
    rate_order(wei_order.pk, grade="unsatisfied", by=cast.chen, at=later)
    confirm_item(dong_order.pk, item_code=CLASS_TWO, by=cast.li, at=later)
    Agent.objects.filter(pk=cast.wei.pk).update(name="改了名", grid=cast.east)
    assert list(Settlement.objects.get().lines.values()) == before
    assert sum(entry.points for entry in entries_in(cast.county, Q4)) == D("3.5")
    late = entries_in(cast.county, Q4.following()).values_list("quarter", "points")
    assert sorted(late) == [("2027Q1", D("-2")), ("2027Q1", D("0.5"))]


def test_an_entry_for_a_settled_quarter_falls_in_the_open_one(cast, two_services, freeze):
    freeze()
    order = two_services[0]
    rule = PointsEntry.objects.earliest("id").rule
    entry = post(order, key="late", kind="satisfied", points=D(1), rule=rule, at=NINE)
    assert (entry.quarter, entry.month) == ("2027Q1", "2027-01")
    assert entry.posted_at == datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


def test_the_database_itself_refuses_an_entry_for_a_settled_quarter(two_services, freeze):
    freeze()
    entry = PointsEntry.objects.earliest("id")
    entry.pk, entry.key = None, "by hand"
    with pytest.raises(DatabaseError, match="2026Q4 is settled"), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "update points_settlement set yuan = 0",
        "update points_settlement set frozen_by_id = frozen_by_id + 1",
        "delete from points_settlement",
        "update points_settlementline set yuan = 0, carried_out = earned",
        "delete from points_settlementline",
        "delete from points_settledentry",
        "update points_settlementevent set words = 'x'",
        "truncate points_budgetline",
    ],
)
def test_the_database_refuses_to_change_what_was_frozen(two_services, freeze, statement):
    freeze()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        with pytest.raises(DatabaseError, match=r"never changes|append-only"), transaction.atomic():
            cursor.execute(statement)


def test_what_an_agent_owes_pays_nothing_and_is_taken_from_the_next_quarter(cast, serve, freeze):
    first = serve(item_code=CLASS_TWO, completed_at=LAST_OF_Q3)
    freeze(Q3)
    rate_order(first.pk, grade="unsatisfied", by=cast.chen, at=FIRST_OF_Q4)
    line = freeze(Q4).lines.get()
    assert (line.points, line.yuan, line.carried_out) == (D("-2"), D(0), D("-20"))
    for phone in ("10900000101", "10900000102"):
        serve(item_code=CLASS_TWO, completed_at=NEW_YEAR, applicant_phone=phone)
    line = freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100)).lines.get()
    assert (line.earned, line.carried_in, line.yuan, line.carried_out) == (D(40), D(-20), D(20), D(0))


def test_a_debt_waits_while_an_agent_earns_nothing(cast, serve, freeze):
    first = serve(completed_at=LAST_OF_Q3)
    freeze(Q3)
    rate_order(first.pk, grade="unsatisfied", by=cast.chen, at=FIRST_OF_Q4)
    freeze(Q4)
    serve(agent=cast.dong, completed_at=NEW_YEAR)
    assert freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100)).lines.get().agent == cast.dong
    serve(completed_at=NEW_YEAR + timedelta(days=101))
    row = reckon(cast.county, Q4.following().following())[0]
    assert (row.carried_in, row.yuan) == (D(-15), D(0))


def test_a_rating_of_a_settled_quarter_cannot_be_revised(cast, serve, freeze):
    order = serve(completed_at=NEW_YEAR - timedelta(hours=10))
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NEW_YEAR - timedelta(hours=10))
    freeze()
    with pytest.raises(RatingSettled):
        rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NEW_YEAR)
    assert lines(order) == [("base", D("1.5")), ("satisfied", D(1))]


def test_a_first_rating_of_a_settled_service_still_counts(cast, serve, freeze):
    order = serve(completed_at=NEW_YEAR - timedelta(hours=10))
    freeze()
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NEW_YEAR)
    assert PointsEntry.objects.get(kind="satisfied").quarter == "2027Q1"


def test_without_a_budget_nothing_is_frozen(cast, two_services):
    with pytest.raises(errors.NoBudget, match="2026"):
        freeze_quarter(cast.county, Q4, by=cast.li, at=NEW_YEAR)
    assert not Settlement.objects.exists() and not SettledEntry.objects.exists()


def test_a_budget_that_is_too_small_is_named(cast, two_services):
    enter_budget(cast.county, year=2026, yuan=D("34.99"), basis="年初预算", by=cast.li, at=NINE)
    with pytest.raises(errors.BudgetTooSmall, match=r"35\.00 .* 34\.99"):
        freeze_quarter(cast.county, Q4, by=cast.li, at=NEW_YEAR)
    enter_budget(cast.county, year=2026, yuan=D("0.01"), basis="追加", by=cast.li, at=NINE)
    assert freeze_quarter(cast.county, Q4, by=cast.li, at=NEW_YEAR).budget_yuan == D(35)


def test_what_was_settled_stays_in_the_budget(cast, two_services, freeze):
    freeze()
    with pytest.raises(BudgetAlreadySpent):
        enter_budget(cast.county, year=2026, yuan=D("-9965.01"), basis="收回", by=cast.li, at=NEW_YEAR)
    enter_budget(cast.county, year=2026, yuan=D(-9965), basis="收回", by=cast.li, at=NEW_YEAR)
    assert budget_of(cast.county, 2026) == 35


@pytest.mark.parametrize("yuan", ["0", "0.001", "1000000000", "NaN", "Infinity"])
def test_what_is_no_amount_is_no_budget(cast, yuan):
    with pytest.raises(NotABudgetAmount):
        enter_budget(cast.county, year=2026, yuan=D(yuan), basis="年初预算", by=cast.li, at=NINE)


def test_only_the_countys_own_managers_freeze(cast, two_services, money):
    elsewhere = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    stranger = make_officer(elsewhere, "外县", "stranger", "county_manager", at=NINE)
    for officer in (cast.sun, stranger):
        with pytest.raises(NotPermitted):
            freeze_quarter(cast.county, Q4, by=officer, at=NEW_YEAR)


def test_a_quarter_without_services_is_frozen_as_nothing(cast, freeze):
    settlement = freeze()
    assert (settlement.agents_count, settlement.yuan) == (0, 0)


def test_a_large_county_is_frozen_in_as_many_statements_as_a_small_one(
    cast, serve, freeze, django_assert_max_num_queries
):
    for agent in (cast.wei, cast.wen, cast.dong, cast.dai):
        for number in range(3):
            serve(agent=agent, applicant_phone=f"1090000010{number}")
    with django_assert_max_num_queries(41):
        freeze()
