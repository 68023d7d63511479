from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound, Refusal


class HoldNotFound(NotFound):
    code = "hold_not_found"
    sentence = _("There is no such hold, or it is not yours to see.")


class AlreadyRuled(Refusal):
    kind = Kind.CONFLICT
    code = "already_ruled"
    sentence = _("%(officer)s has ruled on this already.")


class AlreadyAnswered(Refusal):
    kind = Kind.CONFLICT
    code = "already_answered"
    sentence = _("You have answered already; an officer will read it.")


class AlreadyOnHold(Refusal):
    kind = Kind.CONFLICT
    code = "already_on_hold"
    sentence = _("These points were put on hold for this reason before.")


class NothingToHold(Refusal):
    kind = Kind.CONFLICT
    code = "nothing_to_hold"
    sentence = _("This order has earned no points.")


class OwnHold(Refusal):
    """Maker and checker are two people (R11)."""

    kind = Kind.FORBIDDEN
    code = "own_hold"
    sentence = _("You put these points on hold; another officer rules on it.")


class OwnPoints(Refusal):
    kind = Kind.FORBIDDEN
    code = "own_points"
    sentence = _("These are your own points; another officer rules on it.")
