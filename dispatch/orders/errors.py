"""Why an action on an order is refused. Each is a noun that a page can translate."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound, Refusal


class DispatchError(Refusal):
    kind = Kind.CONFLICT


class OrderNotFound(NotFound):
    code = "order_not_found"
    sentence = _("There is no such order, or it is not yours to see.")


class OrderAlreadyClaimed(DispatchError):
    """The loser of a race: by whom it was won, and the time it was lost by in seconds."""

    code = "order_already_claimed"
    sentence = _("%(seconds).1f seconds too late: %(winner)s has taken it.")
    by_a_blink = _("A blink too late: %(winner)s has taken it.")
    long_ago = _("%(winner)s has taken it already.")

    def __str__(self) -> str:
        seconds = self.facts["seconds"]
        if seconds < 0.1:
            return str(self.by_a_blink) % self.facts
        return str(self.long_ago if seconds >= 60 else self.sentence) % self.facts


class OrderNotBroadenedYet(DispatchError):
    kind = Kind.FORBIDDEN
    code = "order_not_broadened_yet"
    sentence = _("For the first minutes only the agents of its own grid may claim this order.")


class OwnRequest(DispatchError):
    kind = Kind.FORBIDDEN
    code = "own_request"
    sentence = _("This is your own request; another agent has to do it.")


class GivenBackBefore(DispatchError):
    kind = Kind.FORBIDDEN
    code = "given_back_before"
    sentence = _("You gave this order back; another agent has to do it.")


class TooManyUnfinishedOrders(DispatchError):
    code = "too_many_unfinished_orders"
    sentence = _("You carry %(max)d unfinished orders already. Finish one first.")


class AgentNotServing(DispatchError):
    kind = Kind.FORBIDDEN
    code = "agent_not_serving"
    sentence = _("This agent is not on the roster.")


class AgentNotOnDuty(DispatchError):
    code = "agent_not_on_duty"
    sentence = _("You are off duty. Switch to on duty first.")


class NotYourOrder(DispatchError):
    kind = Kind.FORBIDDEN
    code = "not_your_order"
    sentence = _("Somebody else carries this order.")


class WrongState(DispatchError):
    """The order has moved on: a stale page, a second tap."""

    code = "wrong_state"
    sentence = _("This order has moved on in the meantime. It is now: %(state)s.")


class NotOfYourGrid(DispatchError):
    kind = Kind.FORBIDDEN
    code = "not_of_your_grid"
    sentence = _("Only an agent of the order's grid can say that it belongs elsewhere.")


class GridDoubtedBefore(DispatchError):
    code = "grid_doubted_before"
    sentence = _(
        "You said before that this is not your grid. If you cannot do it, give it back with a reason."
    )


class DuplicateIdWithAnotherBody(DispatchError):
    kind = Kind.INVALID
    code = "duplicate_id"
    sentence = _("A different request was already sent under this id.")


class AlreadyExtended(DispatchError):
    code = "already_extended"
    sentence = _("The time for the first contact was extended once already.")


class NotRateable(DispatchError):
    code = "not_rateable"
    sentence = _("Only a completed order can be rated.")


class RatingClosed(DispatchError):
    code = "rating_closed"
    sentence = _("The time for rating this order is over.")


class RatingFixed(DispatchError):
    code = "rating_fixed"
    sentence = _("A rating can be changed for %(days)d days; that time is over.")


class RatedByCall(DispatchError):
    """What the applicant said in a follow-up call stands (R9)."""

    code = "rated_by_call"
    sentence = _("You told us on the phone how this service was; that answer counts.")


class UnknownItem(Refusal):
    code = "unknown_item"
    sentence = _("This item is not offered. Please choose another or say it in your own words.")


class ChildNeedsGuardian(Refusal):
    """A child's own yes would not do (PIPL art. 31)."""

    code = "child_needs_guardian"
    sentence = _("For a child under 14 a parent or guardian asks. Please choose “for somebody else”.")


class ConsentWithdrawn(DispatchError):
    kind = Kind.FORBIDDEN
    code = "consent_withdrawn"
    sentence = _("The applicant does not want this data to be used any more.")


class OrdersStillRunning(DispatchError):
    code = "orders_still_running"
    sentence = _("A request of yours is still running. Withdraw it or wait until it is done.")


class StillServing(DispatchError):
    kind = Kind.FORBIDDEN
    code = "still_serving"
    sentence = _("Agents and officers are on the county's roster; the office ends that first.")
