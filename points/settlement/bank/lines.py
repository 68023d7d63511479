"""What a bank's table says of each line. Pure Python but for the refusals."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from points.settlement.bank.errors import BankFileRefused, ColumnMissing, NothingInside
from points.settlement.bank.table import Row

#: What each column may be called. The first name is ours, the others are seen in banks' files.
HEADS = {
    "batch": ("批次号", "批次", "批号"),
    "number": ("发放表序号", "批内序号", "序号"),
    "name": ("收款人", "户名", "姓名", "代办员"),
    "yuan": ("金额", "金额(元)", "实发金额", "交易金额"),
    "outcome": ("结果", "处理结果", "交易结果", "状态"),
    "reference": ("流水号", "交易流水号", "参考号"),
    "reason": ("原因", "失败原因", "备注", "附言"),
}
NEEDED = ("batch", "number", "name", "yuan", "outcome")
#: A title may stand above the head.
HEAD_WITHIN_ROWS = 10
PAID = {"成功", "已成功", "交易成功", "处理成功", "paid", "success"}
FAILED = {"失败", "交易失败", "处理失败", "退回", "退票", "failed"}


@dataclass(frozen=True)
class BankLine:
    """``row`` counts in the file from 1. ``number`` and ``yuan`` are None, ``is_paid`` too, where nobody can tell."""

    row: int
    batch: str
    number: int | None
    said_number: str
    name: str
    yuan: Decimal | None
    said_yuan: str
    is_paid: bool | None
    said_outcome: str
    reference: str
    reason: str


def bank_lines(table: list[Row]) -> list[BankLine]:
    """Raises BankFileRefused when a column is missing or nothing is below the head."""
    columns, below = _find_head(table)
    lines = [_line(row, cells, columns) for row, cells in below if not _is_total(cells)]
    if not lines:
        raise BankFileRefused([(0, NothingInside())])
    return lines


def _find_head(table: list[Row]) -> tuple[dict[str, int], list[Row]]:
    """The first row that has all that is needed; the columns missing in the best one are named otherwise."""
    best: dict[str, int] = {}
    for index, (_, cells) in enumerate(table[:HEAD_WITHIN_ROWS]):
        columns = _columns(cells)
        if all(name in columns for name in NEEDED):
            return columns, table[index + 1 :]
        best = max(best, columns, key=len)
    missing = [name for name in NEEDED if name not in best]
    needed = "、".join(HEADS[name][0] for name in NEEDED)
    raise BankFileRefused([(0, ColumnMissing(column=HEADS[name][0], columns=needed)) for name in missing])


def _columns(cells: list[str]) -> dict[str, int]:
    heads = [cell.replace(" ", "").replace("\n", "").replace("（", "(").replace("）", ")") for cell in cells]
    found = {}
    for name, called in HEADS.items():
        for head in called:
            if head in heads:
                found[name] = heads.index(head)
                break
    return found


def _is_total(cells: list[str]) -> bool:
    return any(cell.replace(" ", "") in {"合计", "总计"} for cell in cells[:3])


def _line(row: int, cells: list[str], columns: dict[str, int]) -> BankLine:
    def said(name: str) -> str:
        place = columns.get(name, len(cells))
        return cells[place] if place < len(cells) else ""

    outcome = said("outcome").lower()
    return BankLine(
        row=row,
        batch=said("batch"),
        number=_whole(said("number")),
        said_number=said("number"),
        name=said("name"),
        yuan=_yuan(said("yuan")),
        said_yuan=said("yuan"),
        is_paid=True if outcome in PAID else False if outcome in FAILED else None,
        said_outcome=said("outcome"),
        reference=said("reference")[:50],
        reason=said("reason"),
    )


def _whole(text: str) -> int | None:
    digits = text.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else None


def _yuan(text: str) -> Decimal | None:
    """Never a float: ``0.1 + 0.2`` is a fen off somewhere."""
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").removeprefix("¥").removesuffix("元"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
