"""明细: one line for each entry, from which the whole form can be computed again."""

from collections.abc import Iterable
from decimal import Decimal

from xlsxwriter import Workbook

from points.reports.entries import EntryLine
from points.reports.sheets.formats import Formats
from points.reports.wording import EARLIER_SERVICE, KINDS, UNCLASSIFIED

NAME = "明细"
HEADS = (
    ("序号", 7),
    ("记入时间", 20),
    ("工单号", 14),
    ("事项", 32),
    ("乡镇", 14),
    ("村", 14),
    ("代办员", 10),
    ("发放表序号", 8),
    ("类型", 10),
    ("积分", 8),
    ("每分金额", 9),
    ("金额", 11),
    ("备注", 11),
)


def write_details(
    workbook: Workbook, looks: Formats, entries: Iterable[EntryLine], *, numbers: dict[int, int]
) -> Decimal:
    """Add the sheet; ``numbers`` are the agents' lines on the form. Returns the sum in yuan."""
    sheet = workbook.add_worksheet(NAME)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 30)
    for column, (head, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks.head)
    total = Decimal(0)
    for line, entry in enumerate(entries, 1):
        sheet.write_number(line, 0, line, looks.count)
        sheet.write_datetime(line, 1, entry.posted_at, looks.moment)
        texts = (entry.order_number, entry.item or UNCLASSIFIED, entry.township, entry.village, entry.agent)
        for column, text in enumerate(texts, 2):
            sheet.write_string(line, column, text, looks.text)
        sheet.write_number(line, 7, numbers[entry.agent_id], looks.count)
        sheet.write_string(line, 8, KINDS[entry.kind], looks.text)
        sheet.write_number(line, 9, float(entry.points), looks.points)
        sheet.write_number(line, 10, float(entry.yuan_per_point), looks.yuan)
        sheet.write_number(line, 11, float(entry.yuan), looks.yuan)
        sheet.write_string(line, 12, EARLIER_SERVICE if entry.is_of_earlier_service else "", looks.text)
        total += entry.yuan
    return total
