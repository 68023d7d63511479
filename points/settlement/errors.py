"""Why money does not move. Each is a noun that a page can translate."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound, Refusal


class SettlementError(Refusal):
    kind = Kind.CONFLICT


class QuarterNotOver(SettlementError):
    code = "quarter_not_over"
    sentence = _("%(quarter)s is not over yet; it can be frozen from %(day)s on.")


class EarlierQuarterOpen(SettlementError):
    code = "earlier_quarter_open"
    sentence = _("%(earlier)s is not frozen yet. Quarters are frozen one after the other.")


class LaterQuarterFrozen(SettlementError):
    code = "later_quarter_frozen"
    sentence = _("%(later)s is frozen already; %(quarter)s had no entries then and can have none now.")


class NoBudget(SettlementError):
    code = "no_budget"
    sentence = _("There is no budget for %(year)s. Enter its budget line first.")


class BudgetTooSmall(SettlementError):
    code = "budget_too_small"
    sentence = _("%(yuan)s yuan are to be paid and the budget of %(year)s has %(left)s left.")


class LineDoesNotAgree(SettlementError):
    """Nothing may be paid from figures that differ by a fen."""

    code = "line_does_not_agree"
    sentence = _(
        "Line %(number)d (%(name)s) says %(line)s yuan and its entries say %(entries)s. Nothing is paid."
    )


class SettlementNotFound(NotFound):
    code = "settlement_not_found"
    sentence = _("This quarter is not frozen.")


class OwnSettlement(SettlementError):
    kind = Kind.FORBIDDEN
    code = "own_settlement"
    sentence = _("You froze this quarter. Two other officers release it.")


class ReleasedByYou(SettlementError):
    kind = Kind.FORBIDDEN
    code = "released_by_you"
    sentence = _("You have released it. The second release is another officer's.")


class SettlementMovedOn(SettlementError):
    code = "settlement_moved_on"
    sentence = _("This settlement has moved on in the meantime. It is now: %(state)s.")


class NotReleased(SettlementError):
    code = "not_released"
    sentence = _("Two officers have to release it before anything goes to the bank.")
