"""The report of a frozen quarter is its settlement, word for word; the bank's file leaves once two have released it."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from agents.errors import NotPermitted
from agents.models import Agent, AuditEntry
from dispatch.orders.actions import rate_order
from points.holds.opening import open_hold
from points.models import Export, Settlement, SettlementEvent
from points.reports.reward import reward_rows
from points.reports.taking import take_report
from points.reports.workbook import write_reward_report
from points.settlement.errors import NotReleased
from points.settlement.release import release_settlement
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO
from tests.reports.conftest import Q4, WEI_ACCOUNT, lines_of
from tests.settlement.conftest import NEW_YEAR, Q3, freeze, money

__all__ = ["freeze", "money"]

What = Export.What


@pytest.fixture
def frozen(cast, quarter, money, freeze):
    freeze(Q3)
    return freeze()


@pytest.fixture
def released(frozen, money):
    release_settlement("2026Q4", by=money.zhao, at=NEW_YEAR)
    return release_settlement("2026Q4", by=money.qian, at=NEW_YEAR)


def take(cast, what, *, by=None):
    taken = take_report(Q4, what, by=by or cast.li, reason="发放", at=NEW_YEAR)
    with taken.file:
        return taken.name, openpyxl.load_workbook(io.BytesIO(taken.file.read()), data_only=True)


def test_a_frozen_quarters_form_never_changes(cast, quarter, serve, frozen):
    before = reward_rows(cast.county, Q4)
    Agent.objects.filter(pk=cast.wei.pk).update(name="改名", grid=cast.east, post="village_cadre")
    order = serve(item_code=CLASS_TWO, completed_at=NEW_YEAR + timedelta(days=1))
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NEW_YEAR + timedelta(days=2))
    assert reward_rows(cast.county, Q4) == before


def test_the_preview_is_what_freezing_makes_of_it(cast, quarter, money, freeze):
    freeze(Q3)
    preview = reward_rows(cast.county, Q4)
    freeze()
    assert reward_rows(cast.county, Q4) == preview


def test_the_report_says_of_which_batch_it_is(cast, frozen):
    _, book = take(cast, What.WORKBOOK)
    said = {line[0]: line[1] for line in lines_of(book["说明"], first=1) if line[0]}
    assert said["结算状态"] == "已于2027-01-01 09:00冻结,批次号431127-2026Q4。"
    assert book["银行代发"]["A2"].value == "431127-2026Q4"


def test_what_is_on_hold_is_named_and_in_no_sum(cast, quarter, serve):
    order = serve(agent=cast.dong)
    open_hold(order.pk, by=cast.li, words="核实中", at=NINE)
    file = io.BytesIO()
    report = write_reward_report(cast.county, Q4, file, at=NEW_YEAR)
    book = openpyxl.load_workbook(file, data_only=True)
    (line,) = lines_of(book["冻结"])
    assert line[3:] == ["董代办", 1.5, 15, "经办人有疑问 1 件"]
    assert report.yuan == 65 and "董代办" not in [row[6] for row in lines_of(book["明细"])]
    remarks = [row[13] for row in lines_of(book["发放表"], first=4)]
    assert "另有15.00元冻结" in remarks


def test_the_banks_file_needs_two_releases(cast, frozen):
    with pytest.raises(NotReleased):
        take(cast, What.BANK)
    assert not Export.objects.exists()


def test_an_open_quarter_has_no_bank_file(cast, quarter):
    with pytest.raises(NotReleased):
        take(cast, What.BANK)


def test_the_banks_file_names_batch_line_account_and_amount(cast, released):
    name, book = take(cast, What.BANK)
    assert book.sheetnames == ["银行代发"] and name.endswith("-银行代发.xlsx")
    lines = lines_of(book["银行代发"])
    assert [(line[0], line[2], line[4], line[5], line[7]) for line in lines] == [
        ("431127-2026Q4", "文代办", "", 20, 1),
        ("431127-2026Q4", "魏代办", WEI_ACCOUNT, 45, 2),
    ]


def test_taking_it_is_a_step_of_the_settlement_with_the_files_hash(cast, released):
    take(cast, What.BANK)
    event = SettlementEvent.objects.get(kind=SettlementEvent.Kind.EXPORTED)
    # The file is one row of the audit, not one for itself and one for its settlement.
    assert AuditEntry.objects.filter(deed="exported").count() == 1
    assert Settlement.objects.get(quarter="2026Q4").state == Settlement.State.EXPORTED
    assert event.facts["sha256"] == Export.objects.get().sha256


def test_who_may_look_but_not_pay_gets_no_bank_file(cast, released):
    with pytest.raises(NotPermitted):
        take(cast, What.BANK, by=cast.sun)
    assert Settlement.objects.get(quarter="2026Q4").state == Settlement.State.RELEASED


def test_the_same_batch_is_the_same_file(cast, released):
    first, second = (take_report(Q4, What.BANK, by=cast.li, reason="发放", at=NEW_YEAR) for _ in range(2))
    assert first.file.read() == second.file.read()


AT_NIGHT = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)


def test_the_last_second_of_the_quarter_is_in_it(cast, serve, money, freeze):
    serve(completed_at=AT_NIGHT)
    serve(agent=cast.wen, completed_at=AT_NIGHT + timedelta(seconds=1))
    freeze()
    assert [row.name for row in reward_rows(cast.county, Q4)] == ["魏代办"]
