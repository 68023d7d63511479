"""Why a subsidy is not granted."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class BeyondBudget(Refusal):
    kind = Kind.CONFLICT
    code = "beyond_budget"
    sentence = _("The budget of %(year)d has %(left)s yuan left for this; %(asked)s are too much.")
    field = "yuan"


class NotAnAmountOfYuan(Refusal):
    code = "not_an_amount_of_yuan"
    sentence = _("Please give an amount above 0 and at most %(max)s yuan, to the fen.")
    field = "yuan"


class MonthNotBegun(Refusal):
    code = "month_not_begun"
    sentence = _("Please choose a month that has begun, such as %(month)s.")
    field = "month"


class TakenBackBefore(Refusal):
    kind = Kind.CONFLICT
    code = "taken_back_before"
    sentence = _("This was taken back before.")
