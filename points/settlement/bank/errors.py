from django.utils.translation import gettext_lazy as _

from agents.errors import Refusal


class BankFileRefused(Refusal):
    """``lines`` are pairs of a row's number in the file, from 1 (0: the whole file), and the refusal it met."""

    code = "bank_file_refused"
    sentence = _("The file does not agree with the settlement. Nothing was imported.")
    field = "file"

    def __init__(self, lines: list[tuple[int, Refusal]]) -> None:
        self.lines = lines
        super().__init__()


class FileTooLarge(Refusal):
    code = "file_too_large"
    sentence = _("The file is too large: at most %(max)d MB and %(rows)d rows.")


class NotATable(Refusal):
    code = "not_a_table"
    sentence = _("This is neither an Excel file (.xlsx) nor a CSV that can be read.")


class ColumnMissing(Refusal):
    code = "column_missing"
    sentence = _("There is no column “%(column)s”. The bank's table has: %(columns)s.")


class FormulaInside(Refusal):
    code = "formula_inside"
    sentence = _("A formula stands where a value belongs; save the table with values.")


class OtherBatch(Refusal):
    code = "other_batch"
    sentence = _("This line belongs to batch “%(theirs)s”, not to %(ours)s.")


class UnknownLine(Refusal):
    code = "unknown_line"
    sentence = _("The settlement has no line “%(number)s”.")


class OtherName(Refusal):
    code = "other_name"
    sentence = _("Line %(number)d is %(ours)s's, and the file says “%(theirs)s”.")


class OtherAmount(Refusal):
    code = "other_amount"
    sentence = _("%(theirs)s yuan where the settlement says %(ours)s.")


class UnknownOutcome(Refusal):
    code = "unknown_outcome"
    sentence = _("“%(said)s” is neither 成功 nor 失败.")


class LineTwice(Refusal):
    code = "line_twice"
    sentence = _("Line %(number)d is in the file twice.")


class PaidBefore(Refusal):
    code = "paid_before"
    sentence = _("Line %(number)d was paid already, by “%(file)s”.")


class NothingInside(Refusal):
    code = "nothing_inside"
    sentence = _("The file has no lines.")
