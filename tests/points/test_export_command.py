"""``manage.py export_reward_report``: files where they were asked for, or one sentence that says why not."""

import csv
from decimal import Decimal
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from agents.models import Agent
from dispatch.orders.actions import rate_order
from points.reports.csv_file import neutral
from points.totals import county_total
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO


def export(out, *, county="431127", quarter="2026Q4"):
    said = StringIO()
    call_command("export_reward_report", county=county, quarter=quarter, out=str(out), stdout=said)
    return said.getvalue()


@pytest.fixture
def quarter(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE)
    serve(agent=cast.dong)
    return cast


def test_it_writes_both_files_and_says_what_is_in_them(quarter, tmp_path):
    said = export(tmp_path / "report.xlsx")
    assert {path.name for path in tmp_path.iterdir()} == {
        "report.xlsx",
        "report.csv",
        *(f"report-{name}.csv" for name in ("汇总", "明细", "调整", "冻结", "结转", "银行代发", "公示")),
    }
    assert "report.xlsx" in said and "report.csv" in said
    assert "2" in said and "4.5" in said and "45.00" in said


def test_the_csv_has_a_byte_order_mark_and_the_figures_of_the_form(quarter, tmp_path):
    export(tmp_path / "report.xlsx")
    raw = (tmp_path / "report.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(raw.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)["发放表"]
    assert lines[0] == [cell.value for cell in sheet[3]]
    for line, row in zip(lines[1:], sheet.iter_rows(min_row=4, max_row=6, values_only=True), strict=True):
        for written, shown in zip(line, row, strict=True):
            if isinstance(shown, int | float):
                assert Decimal(written) == Decimal(str(shown))
            else:
                assert written == (shown or "")
    assert Decimal(lines[-1][11]) == county_total(quarter.county, "2026Q4").yuan


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"])
def test_the_csv_holds_no_formula(quarter, tmp_path, name):
    Agent.objects.filter(pk=quarter.dong.pk).update(name=name)
    export(tmp_path / "report.xlsx")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [line[3] for line in csv.reader(file)]
    assert f"'{name}" in names and name not in names


def test_ordinary_text_stays_as_it_is():
    assert [neutral(text) for text in ("魏代办", "", "A-1", "12")] == ["魏代办", "", "A-1", "12"]


def test_an_older_report_is_replaced_whole(quarter, tmp_path):
    target = tmp_path / "report.xlsx"
    target.write_text("an older one")
    export(target)
    assert openpyxl.load_workbook(target).sheetnames[0] == "发放表"


@pytest.mark.parametrize("text", ["2026", "2026Q5", "Q4", "2026-11", "第四季度", ""])
def test_a_wrong_quarter_is_named(cast, tmp_path, text):
    with pytest.raises(CommandError, match="2026Q4"):
        export(tmp_path / "report.xlsx", quarter=text)


@pytest.mark.parametrize("code", ["999999", "蓝山", "", "43112\x00"])
def test_an_unknown_county_is_answered_with_those_that_are_there(cast, tmp_path, code):
    with pytest.raises(CommandError, match="431127"):
        export(tmp_path / "report.xlsx", county=code)


def test_a_directory_that_is_not_there_is_named(cast, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        export(tmp_path / "nowhere" / "report.xlsx")


def test_a_directory_in_place_of_the_file_is_refused(cast, tmp_path):
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(CommandError, match=r"taken\.xlsx"):
        export(tmp_path / "taken.xlsx")


def test_another_ending_than_xlsx_is_refused(cast, tmp_path):
    with pytest.raises(CommandError, match=r"\.xlsx"):
        export(tmp_path / "report.csv")


def test_a_place_that_cannot_be_written_is_a_sentence(cast):
    with pytest.raises(CommandError, match="/proc"):
        export("/proc/report.xlsx")
