"""The bank's answer: imported once, whole, to the fen, or refused by line (X08)."""

import io
import zipfile
from decimal import Decimal
from functools import partial

import openpyxl
import pytest

from agents.errors import NotPermitted
from points.models import BankResult, BankResultLine, Settlement
from points.settlement.bank.errors import BankFileRefused
from points.settlement.bank.table import ROWS_MAX
from points.settlement.bank.take_in import take_in_bank_result
from points.settlement.errors import NotReleased, SettlementNotFound
from points.settlement.release import release_settlement
from tests.settlement.conftest import NEW_YEAR, Q4
from tests.threads import at_once

HEAD = "批次号,发放表序号,收款人,金额,结果,流水号,原因"
WEI = "431127-2026Q4,1,魏代办,20.00,成功,B001,"
DONG = "431127-2026Q4,2,董代办,15.00,成功,B002,"


def csv_of(*lines, encoding="utf-8-sig"):
    return "\r\n".join([HEAD, *lines]).encode(encoding)


def xlsx_of(*lines, title=None):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    if title:
        sheet.append([title])
    for line in (HEAD, *lines):
        sheet.append(line.split(","))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def released(two_services, freeze, money) -> Settlement:
    freeze()
    for officer in (money.zhao, money.qian):
        release_settlement("2026Q4", by=officer, at=NEW_YEAR)
    return Settlement.objects.get()


@pytest.fixture
def take_in(money):
    return lambda content, name="结果.csv", by=None: take_in_bank_result(
        "2026Q4", name=name, content=content, by=by or money.li, at=NEW_YEAR
    )


def refused(take_in, content):
    """Row numbers and codes; and nothing was imported."""
    with pytest.raises(BankFileRefused) as refusal:
        take_in(content)
    assert not BankResult.objects.exists() and not BankResultLine.objects.exists()
    return [(row, why.code) for row, why in refusal.value.lines]


@pytest.mark.parametrize(
    "file", [csv_of(WEI, DONG), csv_of(WEI, DONG, encoding="gb18030"), xlsx_of(WEI, DONG)]
)
def test_when_every_line_is_paid_the_quarter_is(released, take_in, file):
    take_in(file)
    released.refresh_from_db()
    assert (released.state, released.paid_at) == ("paid", NEW_YEAR)
    assert list(BankResultLine.objects.values_list("line__number", "outcome", "yuan", "reference")) == [
        (1, "paid", Decimal(20), "B001"),
        (2, "paid", Decimal(15), "B002"),
    ]


def test_the_same_file_again_is_the_same_import(released, take_in):
    assert take_in(csv_of(WEI, DONG)) == take_in(csv_of(WEI, DONG), name="again.csv")
    assert (BankResult.objects.count(), BankResultLine.objects.count()) == (1, 2)


def test_what_failed_comes_again_and_is_then_paid(released, take_in):
    take_in(csv_of(WEI, DONG.replace("成功,B002,", "失败,,账号已销户")))
    released.refresh_from_db()
    assert released.state == "exported"
    assert BankResultLine.objects.get(outcome="failed").reason == "账号已销户"
    take_in(csv_of(DONG))
    released.refresh_from_db()
    assert released.state == "paid"


def test_nobody_is_paid_twice(released, take_in):
    take_in(csv_of(WEI))
    with pytest.raises(BankFileRefused) as refusal:
        take_in(csv_of(WEI.replace("B001", "B009"), DONG))
    assert [(row, why.code) for row, why in refusal.value.lines] == [(2, "paid_before")]
    assert BankResultLine.objects.filter(outcome="paid").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_file_imported_by_two_at_once_is_one_import(released, money):
    calls = [
        partial(take_in_bank_result, "2026Q4", name="a", content=csv_of(WEI, DONG), by=by, at=NEW_YEAR)
        for by in (money.li, money.zhao)
    ]
    assert len({result.pk for result in at_once(calls)}) == 1
    assert BankResultLine.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (DONG.replace("2026Q4", "2026Q3"), "other_batch"),
        (DONG.replace("15.00", "15.01"), "other_amount"),
        (DONG.replace("15.00", "十五"), "other_amount"),
        (DONG.replace(",2,", ",3,"), "unknown_line"),
        (DONG.replace(",2,", ",,"), "unknown_line"),
        (DONG.replace("董代办", "董大办"), "other_name"),
        (DONG.replace("成功", "处理中"), "unknown_outcome"),
        (WEI, "line_twice"),
    ],
)
def test_a_line_that_does_not_agree_is_named_and_nothing_is_imported(released, take_in, line, code):
    assert refused(take_in, csv_of(WEI, line)) == [(3, code)]
    assert refused(take_in, xlsx_of(WEI, line)) == [(3, code)]


def test_every_wrong_line_is_named_at_once(released, take_in):
    wrong = csv_of(WEI.replace("20.00", "20"), DONG.replace("15.00", "14.99"), DONG.replace("成功", "?"))
    assert refused(take_in, wrong) == [(3, "other_amount"), (4, "unknown_outcome")]


def test_a_title_above_and_a_total_below_are_no_lines(released, take_in):
    take_in(xlsx_of(WEI, DONG, "合计,,,35.00,,,", title="代发结果"))
    assert BankResultLine.objects.count() == 2


def test_a_formula_is_not_a_value(released, take_in):
    assert refused(take_in, xlsx_of(WEI.replace("20.00", "=10+10"))) == [(2, "formula_inside")]


def test_a_missing_column_is_named(released, take_in):
    assert refused(take_in, "批次号,收款人,金额\n".encode()) == [(0, "column_missing"), (0, "column_missing")]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "column_missing"),
        (b"PK\x03\x04 damaged", "not_a_table"),
        (b"\xff\xfe\x00\x01\x80", "not_a_table"),
        (b'"open', "not_a_table"),
        (b"x" * 5_000_001, "file_too_large"),
        (b"1\n" * (ROWS_MAX + 1), "file_too_large"),
        (bomb(), "file_too_large"),
        (HEAD.encode(), "nothing_inside"),
    ],
)
def test_what_is_no_bank_file_is_a_sentence(released, take_in, content, code):
    assert {why for _, why in refused(take_in, content)} == {code}


def test_nothing_is_imported_before_it_was_released(two_services, freeze, take_in):
    with pytest.raises(SettlementNotFound):
        take_in(csv_of(WEI))
    freeze(Q4)
    with pytest.raises(NotReleased):
        take_in(csv_of(WEI))


def test_an_auditor_imports_nothing(cast, released, take_in):
    with pytest.raises(NotPermitted):
        take_in(csv_of(WEI), by=cast.sun)
