"""``manage.py verify`` is silent after a quarter was paid, and names whatever row was altered since (F28, F33)."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from agents.invariants import invariants
from dispatch.orders.actions import rate_order
from points.appeals.appealing import appeal_rating
from points.appeals.ruling import rule_on_appeal
from points.holds.answering import answer_hold
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.settlement.bank.take_in import take_in_bank_result
from points.settlement.release import release_settlement
from tests.conftest import NINE
from tests.orders.test_verify import tamper
from tests.settlement.conftest import NEW_YEAR, Q4
from tests.settlement.test_bank_result import DONG, WEI, csv_of

HOUR = timedelta(hours=1)


@pytest.fixture
def year(cast, serve, two_services, money, freeze):
    """Two quarters: a hold released, a hold rejected, an appeal upheld, a payment, a debt carried on."""
    held, rejected, zero = (serve(agent=cast.wen, completed_at=NINE + n * HOUR) for n in range(3))
    for order, verdict in ((held, "released"), (rejected, "rejected")):
        hold = open_hold(order.pk, by=money.zhao, words="核实", at=NINE + HOUR)
        answer_hold(hold.pk, agent=cast.wen, words="说明", at=NINE + HOUR)
        if verdict == "rejected":
            rule_on_hold(hold.pk, verdict=verdict, words="属实", by=money.qian, at=NINE + 2 * HOUR)
    rate_order(zero.pk, grade="unsatisfied", by=cast.chen, at=NINE + 3 * HOUR)
    appeal = appeal_rating(zero.pk, agent=cast.wen, words="说明", at=NINE + 4 * HOUR)
    rule_on_appeal(appeal.pk, verdict="upheld", words="属实", by=money.li, at=NINE + 5 * HOUR)
    late = serve(agent=cast.dai, completed_at=NEW_YEAR - 10 * HOUR)
    freeze()
    for officer in (money.zhao, money.qian):
        release_settlement("2026Q4", by=officer, at=NEW_YEAR)
    file = csv_of(WEI.replace(",1,", ",2,"), DONG.replace(",2,", ",4,"))
    take_in_bank_result("2026Q4", name="a.csv", content=file, by=money.li, at=NEW_YEAR)
    rate_order(late.pk, grade="unsatisfied", by=cast.chen, at=NEW_YEAR)
    freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100))


def broken() -> list[str]:
    return [line for check in invariants().values() for line in check()]


def test_a_year_with_everything_in_it_verifies(year):
    assert broken() == []


#: What somebody does to a row behind the actions' back, and what the line says that names it.
ALTERED = [
    (
        "update points_pointsentry set points = 5 where id = (select min(id) from points_pointsentry)",
        "points entry",
    ),
    ("update points_pointsrule set yuan_per_point = 11", "points rule"),
    (
        "update points_settlement set yuan = yuan + 1, earned = earned + 1 where quarter = '2026Q4'",
        "2026Q4: earned, yuan",
    ),
    (
        "update points_settlement set state = 'released' where quarter = '2026Q4'",
        "its last event left it",
    ),
    ("update points_settlement set ledger_digest = 'x'", "is not what it was"),
    ("update points_settlementline set name = '改' where number = 1", "settlement line"),
    ("update points_settlementline set yuan = yuan + 1, earned = earned + 1 where yuan > 0", "line 2"),
    (
        "delete from points_settledentry where entry_id = (select min(entry_id) from points_settledentry)",
        "line 2",
    ),
    (
        "update points_settledentry set line_id = (select min(id) from points_settlementline)"
        " where entry_id = (select min(entry_id) from points_settledentry)",
        "is in settlement line",
    ),
    (
        "update points_settlementline set carried_in = -1, earned = earned + 1 where number = 1",
        "carries in",
    ),
    (
        "update points_settlementevent set officer_id = officer_id + 1 where kind = 'frozen'",
        "settlement event",
    ),
    ("delete from points_settlementevent where kind = 'first_release'", "settlement event"),
    ("update points_bankresultline set yuan = 1", "yuan for settlement line"),
    ("update points_bankresultline set reference = 'x'", "line of a bank result"),
    ("update points_budgetline set yuan = 1", "budget line"),
    ("update points_hold set words = 'x'", "hold"),
    ("update points_hold set agent_id = (select max(id) from agents_agent)", "is about agent"),
    ("update points_holdanswer set words = 'x'", "answer to a hold"),
    ("update points_holdruling set verdict = 'released'", "ruling on a hold"),
    (
        "update points_holdruling set officer_id = (select opened_by_id from points_hold limit 1)",
        "by officer",
    ),
    ("update points_appeal set words = 'x'", "appeal"),
    ("update points_appealruling set verdict = 'overturned'", "where 1.50 is right"),
]


def test_whatever_was_altered_is_named(year):
    unnoticed = []
    for sql, said in ALTERED:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
            tamper(sql)
            if not any(said in line for line in broken()):
                unnoticed.append(sql)
            transaction.set_rollback(True)
    assert unnoticed == []
