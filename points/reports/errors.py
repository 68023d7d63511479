"""Why a report is not written."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class ReportDoesNotAgree(Refusal):
    """The form, its details and the ledger must be one figure to the fen; nothing may be paid from this."""

    kind = Kind.CONFLICT
    code = "report_does_not_agree"
    sentence = _(
        "The report says %(report)s yuan, its details %(details)s and the ledger %(ledger)s. It is not written."
    )
