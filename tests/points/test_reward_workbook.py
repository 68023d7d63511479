"""The Excel file: ready to print and sign, and every figure in it found again from its own details."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from agents.models import Agent
from dispatch.orders.actions import rate_order
from points.periods import Quarter
from points.reports.workbook import write_reward_report
from points.totals import county_total
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO

D = Decimal
Q4 = Quarter.parse("2026Q4")
MADE_AT = datetime(2027, 1, 3, 2, 30, tzinfo=UTC)
HEAD = [
    "序号", "乡镇", "村", "代办员", "类别", "一类件数", "二类件数", "满意", "不满意", "未评(含一般)",
    "积分", "金额", "领取人签字", "备注",
]  # fmt: skip


@pytest.fixture
def quarter(cast, serve):
    """wei earns 3 + 1.5, wen 2, and dai less than nothing: a service of September, unsatisfied in October."""
    satisfied = serve(item_code=CLASS_TWO)
    rate_order(satisfied.pk, grade="very_satisfied", by=cast.chen, at=NINE + timedelta(hours=2))
    serve(item_code=CLASS_ONE)
    serve(item_code=CLASS_TWO, agent=cast.wen)
    late = serve(agent=cast.dai, completed_at=datetime(2026, 9, 30, 8, 0, tzinfo=UTC))
    rate_order(late.pk, grade="unsatisfied", by=cast.chen, at=datetime(2026, 10, 1, 1, 2, 3, tzinfo=UTC))
    return cast


@pytest.fixture
def report(quarter):
    """Writes and opens it again, with what Excel shows before it reckons anything anew."""

    def opened(*, formulas: bool = False):
        file = BytesIO()
        write_reward_report(quarter.county, Q4, file, at=MADE_AT)
        return openpyxl.load_workbook(BytesIO(file.getvalue()), data_only=not formulas)

    return opened


def test_the_title_is_merged_over_all_columns(report):
    sheet = report()["发放表"]
    assert sheet["A1"].value == "蓝山县2026年第四季度帮您办代办奖励发放表"
    assert "A1:N1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_the_form_says_who_made_it_for_which_time_and_in_which_unit(report):
    sheet = report()["发放表"]
    assert sheet["A2"].value == "编制单位:蓝山县行政审批服务局"
    assert sheet["F2"].value == "统计期间:2026年10月1日至2026年12月31日"
    assert sheet["M2"].value == "单位:元"


def test_the_head_is_frozen_and_on_every_page(report):
    sheet = report()["发放表"]
    assert [cell.value for cell in sheet[3]] == HEAD
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


def test_it_prints_on_a4_landscape_one_page_wide(report):
    sheet = report()["发放表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_area.endswith("$A$1:$N$11")


def test_a_line_for_each_agent_with_numbers_as_numbers(report):
    lines = [[cell.value for cell in row] for row in report()["发放表"]["A4:L6"]]
    assert lines == [
        [1, "毛俊镇", "西山村", "文代办", "网格员", 0, 1, 0, 0, 1, 2, 20],
        [2, "毛俊镇", "西山村", "魏代办", "网格员", 1, 1, 1, 0, 1, 4.5, 45],
        [3, "毛俊镇", "东河村", "戴代办", "网格员", 0, 0, 0, 0, 0, -1.5, 0],
    ]


def test_the_posts_of_agents_are_said_in_chinese(quarter, report):
    Agent.objects.filter(pk=quarter.wen.pk).update(post="village_cadre")
    Agent.objects.filter(pk=quarter.wei.pk).update(post="auxiliary_officer")
    assert [row[0].value for row in report()["发放表"]["E4:E6"]] == ["村干部", "辅警", "网格员"]


def test_who_owes_is_paid_nothing_and_told_so(report):
    sheet = report()["发放表"]
    assert (sheet["L6"].value, sheet["N6"].value) == (0, "余额-15.00元,结转下期")


def test_the_totals_are_formulas_that_show_their_sum_at_once(report):
    shown, written = report()["发放表"], report(formulas=True)["发放表"]
    assert shown["A7"].value == "合计"
    assert [cell.value for cell in shown["F7:L7"][0]] == [1, 2, 1, 0, 2, 5, 65]
    assert [cell.value for cell in written["F7:L7"][0]] == [
        f"=SUM({letter}4:{letter}6)" for letter in "FGHIJKL"
    ]


def test_the_sum_is_said_in_words(report):
    assert report()["发放表"]["A8"].value == "合计金额(大写):人民币陆拾伍元整"


def test_there_is_a_line_to_sign(report):
    sheet = report()["发放表"]
    assert [sheet[cell].value for cell in ("A10", "E10", "H10", "L10")] == [
        "单位负责人:",
        "审核:",
        "财务:",
        "制表:",
    ]
    assert sheet["A11"].value == "制表日期:2027年1月3日"


def test_every_entry_is_a_line_of_the_details(report):
    sheet = report()["明细"]
    assert [cell.value for cell in sheet[1]][:5] == ["序号", "记入时间", "工单号", "事项", "乡镇"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(line[6], line[8], line[9], line[11]) for line in lines] == [
        ("魏代办", "办结记入", 2, 20),
        ("魏代办", "满意加分", 1, 10),
        ("魏代办", "办结记入", 1.5, 15),
        ("文代办", "办结记入", 2, 20),
        ("戴代办", "冲正", -1.5, -15),
    ]


def test_the_details_give_county_time_and_say_what_belongs_to_an_earlier_quarter(report):
    last = [cell.value for cell in list(report()["明细"].iter_rows(min_row=2))[-1]]
    assert last[1] == datetime(2026, 10, 1, 9, 2, 3)  # noqa: DTZ001
    assert (last[3], last[12]) == ("(未归类,按一类)", "往期办结")


def test_the_form_can_be_computed_again_from_its_details(report):
    book = report()
    points: dict[int, Decimal] = defaultdict(D)
    yuan: dict[int, Decimal] = defaultdict(D)
    for row in book["明细"].iter_rows(min_row=2, values_only=True):
        points[row[7]] += D(str(row[9]))
        yuan[row[7]] += D(str(row[9])) * D(str(row[10]))
    for row in book["发放表"].iter_rows(min_row=4, max_row=6, values_only=True):
        assert D(str(row[10])) == points[row[0]]
        assert D(str(row[11])) == max(D(0), yuan[row[0]])


def test_the_explanation_names_the_rules_and_how_the_sums_agree(quarter, report):
    said = {row[0]: row[1] for row in report()["说明"].iter_rows(values_only=True) if row[0]}
    assert said["季度"].startswith("2026Q4(2026年10月1日至2026年12月31日")
    assert said["积分规则第1版"].endswith("一类1.5分,二类2分,满意加1分,1分=10.00元")
    assert said["结算状态"] == "本季已结束,尚未结算,以下数字不作发放依据。"
    earned, carried_in, carried_on, paid = (
        said[label]
        for label in ("本季记入合计(元)", "加:上期结转(元)", "减:结转下期(元)", "本季发放合计(元)")
    )
    assert earned + carried_in - carried_on == paid == 65
    assert D(str(earned)) == county_total(quarter.county, "2026Q4").yuan


def test_a_quarter_that_is_not_over_is_said_not_to_be(quarter):
    file = BytesIO()
    write_reward_report(quarter.county, Q4, file, at=NINE + timedelta(days=1))
    cells = [row[1] for row in openpyxl.load_workbook(file)["说明"].iter_rows(values_only=True)]
    assert any(str(text).startswith("本季尚未结束") for text in cells)


@pytest.mark.parametrize(
    "name", ["=1+1|cmd", "+86", "-2", "@SUM(A1)", "\t=1", "'=1", "http://example.org", "007"]
)
def test_a_name_is_never_a_formula_a_link_or_a_number(quarter, report, name):
    Agent.objects.filter(pk=quarter.wei.pk).update(name=name)
    book = report(formulas=True)
    names = [cell for row in book["发放表"]["D4:D6"] for cell in row if cell.value == name]
    names += [row[6] for row in book["明细"].iter_rows(min_row=2) if row[6].value == name]
    assert len(names) == 4
    assert {(cell.data_type, cell.hyperlink) for cell in names} == {("s", None)}


def test_a_quarter_without_services_is_an_empty_form(cast):
    file = BytesIO()
    figures = write_reward_report(cast.county, Q4, file, at=MADE_AT)
    sheet = openpyxl.load_workbook(file, data_only=True)["发放表"]
    assert figures.rows == [] and figures.yuan == 0
    assert (sheet["A4"].value, sheet["L4"].value) == ("合计", 0)
    assert sheet["A5"].value == "合计金额(大写):人民币零元整"


def test_the_same_quarter_at_the_same_time_is_the_same_file(quarter):
    files = [BytesIO(), BytesIO()]
    for file in files:
        write_reward_report(quarter.county, Q4, file, at=MADE_AT)
    assert files[0].getvalue() == files[1].getvalue()


def test_the_hosts_time_zone_changes_nothing_in_the_report(quarter, host_zone):
    here, there = BytesIO(), BytesIO()
    write_reward_report(quarter.county, Q4, here, at=MADE_AT)
    host_zone("America/New_York")
    write_reward_report(quarter.county, Q4, there, at=MADE_AT)
    assert here.getvalue() == there.getvalue()
