"""A quarter of the cast with something of everything: two who are paid, one who owes, an account, a late rating."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from agents.bank import register_bank_account
from dispatch.orders.actions import rate_order
from points.periods import Quarter
from points.reports.workbook import write_reward_report
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO, serve

__all__ = ["serve"]

Q4 = Quarter.parse("2026Q4")
MADE_AT = datetime(2027, 1, 3, 2, 30, tzinfo=UTC)
WEI_ACCOUNT = "6200000000000000000"


@pytest.fixture
def quarter(cast, serve):
    """wei earns 3 + 1.5, wen 2, and dai less than nothing: a service of September, unsatisfied in October."""
    satisfied = serve(item_code=CLASS_TWO)
    rate_order(satisfied.pk, grade="very_satisfied", by=cast.chen, at=NINE + timedelta(hours=2))
    serve(item_code=CLASS_ONE)
    serve(item_code=CLASS_TWO, agent=cast.wen)
    late = serve(agent=cast.dai, completed_at=datetime(2026, 9, 30, 8, 0, tzinfo=UTC))
    rate_order(late.pk, grade="unsatisfied", by=cast.chen, at=datetime(2026, 10, 1, 1, 2, 3, tzinfo=UTC))
    register_bank_account(
        cast.wei, bank="示范农商银行", holder="魏代办", number=WEI_ACCOUNT, by=cast.li, at=NINE
    )
    return cast


@pytest.fixture
def book(quarter):
    """The workbook as Excel shows it; ``book(shows_accounts=True)`` for who may pay."""

    def opened(**options):
        file = BytesIO()
        write_reward_report(quarter.county, Q4, file, at=MADE_AT, **options)
        return openpyxl.load_workbook(BytesIO(file.getvalue()), data_only=True)

    return opened


def lines_of(sheet, *, first=2):
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]
