from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class AlreadyAnAgent(Refusal):
    kind = Kind.CONFLICT
    code = "already_an_agent"
    sentence = _("%(name)s has this number and is on the roster already.")
    field = "phone"


class AnOfficersPhone(Refusal):
    kind = Kind.CONFLICT
    code = "an_officers_phone"
    sentence = _("This number belongs to an officer's account.")
    field = "phone"


class NotYourTownship(Refusal):
    kind = Kind.FORBIDDEN
    code = "not_your_township"
    sentence = _("This village belongs to another township.")
    field = "grid"


class UnknownGrid(Refusal):
    code = "unknown_grid"
    sentence = _("There is no such grid in the county.")
    field = "grid"


class UnreadableWorkbook(Refusal):
    """The file as a whole."""

    code = "unreadable_workbook"
    sentence = _("This is not an Excel workbook (.xlsx). Please save the list as .xlsx and send it again.")
    field = "file"


class WorkbookTooLarge(UnreadableWorkbook):
    code = "workbook_too_large"
    sentence = _("The file is too large: at most %(megabytes)d MB, unpacked %(unpacked)d MB.")


class WorkbookUnsafe(UnreadableWorkbook):
    code = "workbook_unsafe"
    sentence = _("The file holds %(what)s. Please save it as a plain .xlsx without and send it again.")


class NoRosterSheet(UnreadableWorkbook):
    code = "no_roster_sheet"
    sentence = _(
        "No sheet has the columns 姓名, 手机号 and 村 or 网格 in one of its first ten rows. Sheets: %(sheets)s."
    )


class TooManyRows(UnreadableWorkbook):
    code = "too_many_rows"
    sentence = _("More than %(max)d rows. Please send the list of one county.")


class EmptyRoster(UnreadableWorkbook):
    code = "empty_roster"
    sentence = _("Nobody stands below the heading in row %(row)d.")


class FormulaCell(Refusal):
    code = "formula_cell"
    sentence = _("A formula; please put in its value.")


class MergedCells(Refusal):
    code = "merged_cells"
    sentence = _("Merged cells (%(range)s); please write the value into each row.")


class TwiceInTheFile(Refusal):
    code = "twice_in_the_file"
    sentence = _("The same number stands in row %(row)d.")


class UnknownVillageName(Refusal):
    code = "unknown_village_name"
    sentence = _("No village or grid is called “%(name)s”.")


class AmbiguousVillage(Refusal):
    code = "ambiguous_village"
    sentence = _("Several are called “%(name)s”; please add the township or the grid.")


class UnknownPost(Refusal):
    code = "unknown_post"
    sentence = _("“%(name)s” is none of 网格员, 村干部, 辅警.")


class ImportGone(Refusal):
    kind = Kind.CONFLICT
    code = "import_gone"
    sentence = _("This preview is no longer there. Please send the file again.")
