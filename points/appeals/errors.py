from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound, Refusal


class AppealNotFound(NotFound):
    code = "appeal_not_found"
    sentence = _("There is no such appeal, or it is not yours to see.")


class NothingToAppeal(Refusal):
    kind = Kind.CONFLICT
    code = "nothing_to_appeal"
    sentence = _("This order has no unsatisfied rating.")


class AppealClosed(Refusal):
    kind = Kind.CONFLICT
    code = "appeal_closed"
    sentence = _("The %(days)d working days for an answer are over.")


class AlreadyAppealed(Refusal):
    kind = Kind.CONFLICT
    code = "already_appealed"
    sentence = _("You have answered this rating already; an officer will rule on it.")


class RatingChangedMeanwhile(Refusal):
    kind = Kind.CONFLICT
    code = "rating_changed_meanwhile"
    sentence = _("The applicant has changed the rating in the meantime; there is nothing left to rule on.")


class OwnOrder(Refusal):
    kind = Kind.FORBIDDEN
    code = "own_order"
    sentence = _("You filed this order yourself; another officer rules on it.")
