"""Why a follow-up call is not written down."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound, Refusal


class FollowUpNotFound(NotFound):
    code = "follow_up_not_found"
    sentence = _("There is no such follow-up, or it is not yours to see.")


class FollowUpAnswered(Refusal):
    """``officer`` heard the answer."""

    kind = Kind.CONFLICT
    code = "follow_up_answered"
    sentence = _("%(officer)s has written down an answer already.")


class FollowUpGivenUp(Refusal):
    kind = Kind.CONFLICT
    code = "follow_up_given_up"
    sentence = _("Nobody was reached in %(max)d calls; this follow-up is closed.")


class OwnService(Refusal):
    kind = Kind.FORBIDDEN
    code = "own_service"
    sentence = _("This is your own service; another officer has to call.")
