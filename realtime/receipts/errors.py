"""Why a report is not taken in. Machines read these: the code is stable, the answer says nothing else."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class NotProven(Refusal):
    kind = Kind.SIGNED_OUT
    code = "not_proven"
    sentence = _("The report is not signed, or not with this county's secret.")


class TooLate(Refusal):
    kind = Kind.FORBIDDEN
    code = "too_late"
    sentence = _("The report's timestamp is more than five minutes off.")


class Replayed(Refusal):
    kind = Kind.CONFLICT
    code = "replayed"
    sentence = _("The report's nonce has been used before.")


class NotUnderstood(Refusal):
    code = "not_understood"
    sentence = _("The report is not in the form that this provider uses.")
