"""The lists behind the form: each adds up to the ledger, shows what it must and hides what it must."""

from collections import defaultdict
from decimal import Decimal

import pytest

from points.reports.sheets import table as sheet_of_a_table
from points.totals import county_total
from tests.reports.conftest import WEI_ACCOUNT, lines_of


def test_the_workbook_holds_the_form_and_every_list(book):
    names = ["发放表", "汇总", "明细", "调整", "冻结", "结转", "银行代发", "公示", "说明"]
    assert book().sheetnames == names


def test_by_township_by_bureau_and_by_kind_of_agent_each_adds_up_to_the_ledger(quarter, book):
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for label, _, _, _, _, yuan in lines_of(book()["汇总"]):
        sums[label] += Decimal(str(yuan))
    ledger = county_total(quarter.county, "2026Q4").yuan
    assert sums == {"按乡镇": ledger, "按办理部门": ledger, "按代办员类别": ledger}


def test_orders_without_a_bureau_are_a_line_of_their_own(book):
    bureaus = {line[1]: line[2:] for line in lines_of(book()["汇总"]) if line[0] == "按办理部门"}
    assert bureaus == {"县民政局": [2, 3, 6.5, 65], "(未归类)": [1, 1, -1.5, -15]}


def test_what_puts_right_an_earlier_quarter_is_listed_apart(book):
    (line,) = lines_of(book()["调整"])
    assert (line[6], line[8], line[11], line[12]) == ("戴代办", "冲正", -15, "往期办结")


def test_who_owes_carries_it_on(book):
    assert lines_of(book()["结转"]) == [[3, "毛俊镇", "东河村", "戴代办", 0, -15, 0, -15]]


def test_the_bank_reads_account_numbers_as_text(book):
    sheet = book(shows_accounts=True)["银行代发"]
    assert sheet["E3"].value == WEI_ACCOUNT and sheet["E3"].data_type == "s"
    assert lines_of(sheet)[1] == [
        "", 2, "魏代办", "示范农商银行", WEI_ACCOUNT, 45, "2026年第四季度帮您办代办奖励", 2, "",
    ]  # fmt: skip


def test_who_has_no_account_is_named_and_who_is_paid_nothing_is_not_there(book):
    lines = lines_of(book(shows_accounts=True)["银行代发"])
    assert [(line[2], line[4], line[8]) for line in lines] == [
        ("文代办", "", "未登记账号"),
        ("魏代办", WEI_ACCOUNT, ""),
    ]


def test_who_may_look_but_not_pay_sees_no_account(book):
    workbook = book()
    assert workbook["银行代发"]["E3"].value == "6200 **** 0000"
    cells = [cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row]
    assert WEI_ACCOUNT not in cells


def test_the_notice_on_the_wall_masks_the_names(book):
    sheet = book()["公示"]
    assert sheet["A1"].value == "蓝山县2026年第四季度帮您办代办奖励公示"
    assert [line[3] for line in lines_of(sheet, first=3)][:3] == ["文**", "魏**", "戴**"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not any("代办员" not in cell and "魏代办" in cell for cell in cells)
    assert "公示期五个工作日。对公示内容有异议的,请在公示期内向编制单位反映。" in cells


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(book, monkeypatch):
    monkeypatch.setattr(sheet_of_a_table, "LINES_MAX", 2)
    workbook = book()
    parts = [lines_of(workbook[name]) for name in ("明细", "明细2", "明细3")]
    assert [[line[0] for line in part] for part in parts] == [[1, 2], [3, 4], [5]]
    assert "公示2" in workbook.sheetnames and "调整2" not in workbook.sheetnames


@pytest.mark.parametrize("name", ["发放表", "汇总", "明细", "调整", "冻结", "结转", "银行代发", "公示"])
def test_every_list_prints_one_page_wide_on_a4_with_its_head_on_each(book, name):
    sheet = book()[name]
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows and sheet.freeze_panes


def test_every_page_says_who_took_it_out_and_an_ampersand_is_no_code(book):
    workbook = book(mark="导出:李主任 A&B")
    assert all("李主任 A&&B" in sheet.oddFooter.left.text for sheet in workbook if sheet.title != "说明")


def test_a_printed_list_says_which_report_it_belongs_to(book):
    workbook = book()
    assert workbook["冻结"].oddHeader.center.text == "冻结 · 蓝山县2026年第四季度帮您办代办奖励发放表"
    assert workbook["银行代发"].oddHeader.center.text.startswith("银行代发 · ")
    # The list for the wall has its title on the sheet itself.
    assert not workbook["公示"].oddHeader.center.text
