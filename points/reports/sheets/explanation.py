"""说明: by which rules, for which time, and how the sums agree."""

from collections.abc import Iterable
from decimal import Decimal

from xlsxwriter import Workbook

from points.models import PointsRule
from points.reports import wording
from points.reports.report import Report
from points.reports.row import RewardRow
from points.reports.sheets.formats import Formats

NAME = "说明"


def write_explanation(
    workbook: Workbook,
    looks: Formats,
    report: Report,
    rules: Iterable[PointsRule],
    *,
    mark: str,
) -> None:
    """Add the sheet."""
    county_name, quarter, at, rows = report.county.name, report.quarter, report.at, report.rows
    sheet = workbook.add_worksheet(NAME)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 84, workbook.add_format({"text_wrap": True}))
    lines = [
        ("报表", wording.title(county_name, quarter)),
        (
            "季度",
            f"{quarter}({wording.day(quarter.first_day)}至{wording.day(quarter.last_day)},按本县时间划分)",
        ),
        ("生成时间", f"{at:%Y-%m-%d %H:%M:%S}"),
        ("导出", mark or "(未记)"),
        ("结算状态", _state(report)),
        *((f"积分规则第{rule.version}版", _rule(rule)) for rule in rules),
        *FIXED,
    ]
    for line, (label, text) in enumerate(lines):
        sheet.write_string(line, 0, label, looks.head)
        sheet.write_string(line, 1, text)
    for line, (label, yuan) in enumerate(_agreement(rows), len(lines) + 1):
        sheet.write_string(line, 0, label, looks.head)
        sheet.write_number(line, 1, float(yuan), looks.yuan)


FIXED = (
    ("件数", "本季办结的工单,按季末已知的类别统计;未归类的按一类。"),
    (
        "评价",
        "按季末有效的评价统计;非常满意、满意计入满意,不满意、非常不满意计入不满意,其余计入未评(含一般)。",
    ),
    ("积分", "办结记入基础分;满意加分;不满意冲正全部;一般或未评只有基础分。每笔归入记入时所在的季度。"),
    ("往期办结", "工单在以前季度办结,评价或类别在本季才定;差额记入本季,已结的季度不再改动。"),
    ("金额", "逐笔按记入时的规则折算,四舍五入到分;余额为负的本季发放0元,差额结转下期抵扣。"),
)


def _state(report: Report) -> str:
    if report.settlement:
        frozen_at = report.settlement.frozen_at.astimezone(report.county.zone)
        return f"已于{frozen_at:%Y-%m-%d %H:%M}冻结,批次号{report.batch}。"
    if report.at.date() > report.quarter.last_day:
        return "本季已结束,尚未结算,以下数字不作发放依据。"
    return "本季尚未结束,以下数字截至生成时间,不作发放依据。"


def _rule(rule: PointsRule) -> str:
    since = rule.effective_at.astimezone(rule.county.zone)
    return (
        f"{since:%Y-%m-%d %H:%M}起:一类{rule.class_one.normalize():f}分,二类{rule.class_two.normalize():f}分,"
        f"满意加{rule.satisfied.normalize():f}分,1分={rule.yuan_per_point:.2f}元"
    )


def _agreement(rows: list[RewardRow]) -> list[tuple[str, Decimal]]:
    nothing = Decimal(0)
    return [
        ("本季记入合计(元)", sum((row.earned for row in rows), nothing)),
        ("加:上期结转(元)", sum((row.carried_in for row in rows), nothing)),
        ("减:结转下期(元)", sum((row.carried_on for row in rows), nothing)),
        ("本季发放合计(元)", sum((row.yuan for row in rows), nothing)),
    ]
