"""The kinds of messages: text template, the page it leads to, and when it is not true any more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from realtime.words import truths
from realtime.words.situation import Situation

AGENT_PAGE, CITIZEN_PAGE, OFFICE_PAGE = "agent:order", "citizen:order", "office:order"
BOARD, DESK, FAILED_PAGE = "agent:board", "office:desk", "failed:list"
POINTS_PAGE = "agent:points"


@dataclass(frozen=True)
class Kind:
    """``text`` is filled by ``render``."""

    text: Any
    page: str = ""
    still_true: Callable[[Situation], bool] = truths.always


#: What an agent may answer by SMS with the order's four digits: how, in a sentence at the end.
REPLIES: dict[str, Any] = {
    "order_offered": _("Reply claim %(reply_code)s to claim it."),
    "order_open_to_all": _("Reply claim %(reply_code)s to claim it."),
    "order_assigned": _(
        "After contact reply: contact %(reply_code)s. When done: done %(reply_code)s and the result."
    ),
    "contact_reminder": _("After contact reply: contact %(reply_code)s."),
}

KINDS: dict[str, Kind] = {
    # Agents
    "order_offered": Kind(
        _("New order %(number)s in your grid: %(title)s, %(village)s. Your grid may claim it first."),
        AGENT_PAGE,
        truths.still_offered,
    ),
    "order_open_to_all": Kind(
        _("Order %(number)s is open to all grids: %(title)s, %(village)s."),
        AGENT_PAGE,
        truths.still_offered,
    ),
    "orders_open_to_all": Kind(
        _("Orders open to all grids now: %(count)d. See the board."),
        BOARD,
        truths.still_offered,
    ),
    "order_assigned": Kind(
        _("Order %(number)s was assigned to you: %(title)s, %(village)s. Make contact by %(contact_due)s."),
        AGENT_PAGE,
        truths.still_carried,
    ),
    "contact_reminder": Kind(
        _("Order %(number)s waits for your first contact by %(contact_due)s, or goes back to the board."),
        AGENT_PAGE,
        truths.still_awaits_contact,
    ),
    "order_auto_released": Kind(
        _("Order %(number)s went back to the board: no first contact was made in time."),
        BOARD,
        truths.still_not_theirs,
    ),
    "order_reassigned": Kind(
        _("Order %(number)s was given to another agent."), BOARD, truths.still_not_theirs
    ),
    "order_cancelled": Kind(_("Order %(number)s was cancelled; nothing is left to do."), AGENT_PAGE),
    "order_rated": Kind(_("Order %(number)s was rated: %(grade)s."), AGENT_PAGE),
    "points_on_hold": Kind(
        _("The points of order %(number)s are on hold. Please read why and answer."), POINTS_PAGE
    ),
    "hold_ruled": Kind(
        _("An officer has ruled on the points of order %(number)s that were on hold."), POINTS_PAGE
    ),
    "appeal_ruled": Kind(_("An officer has ruled on your answer about order %(number)s."), POINTS_PAGE),
    # Agents, in answer to an SMS of theirs (X02)
    "reply_claimed": Kind(
        _(
            "You have order %(number)s: %(title)s, %(village)s. The duty desk tells you whom to call. "
            "Made contact by %(contact_due)s? Reply: contact %(reply_code)s. Done? done %(reply_code)s and the "
            "result. Cannot do it? release %(reply_code)s and why."
        ),
        AGENT_PAGE,
    ),
    "reply_started": Kind(
        _("Order %(number)s is under way. Done? Reply: done %(reply_code)s and the result."), AGENT_PAGE
    ),
    "reply_completed": Kind(_("Order %(number)s is completed. Thank you."), AGENT_PAGE),
    "reply_released": Kind(_("Order %(number)s went back to the board."), BOARD),
    "reply_refused": Kind("%(sentence)s", BOARD),
    "reply_unclear": Kind(
        _(
            "That was not understood. Reply: claim, contact, done or release, then the four digits of the order."
        ),
        BOARD,
    ),
    # Citizens
    "order_taken": Kind(
        _("%(agent)s (%(post)s) takes care of your request %(number)s. Office phone: %(office_phone)s."),
        CITIZEN_PAGE,
        truths.still_that_agent,
    ),
    "order_looking_again": Kind(
        _("Another agent is being found for your request %(number)s."), CITIZEN_PAGE, truths.still_open
    ),
    "order_completed": Kind(
        _("Your request %(number)s is completed. Please read the result and rate the service."), CITIZEN_PAGE
    ),
    "order_cancelled_by_officer": Kind(
        _("Your request %(number)s was cancelled by an officer; the reason is on its page."), CITIZEN_PAGE
    ),
    # Officers
    "order_at_desk": Kind(
        _("Order %(number)s is at the duty desk: %(title)s, %(village)s. Please assign it by %(desk_due)s."),
        OFFICE_PAGE,
        truths.still_open,
    ),
    "orders_at_desk": Kind(_("Orders at the duty desk to assign: %(count)d."), DESK, truths.still_open),
    "order_at_superior": Kind(
        _("The duty desk has not assigned order %(number)s in time: %(title)s, %(village)s."),
        OFFICE_PAGE,
        truths.still_open,
    ),
    "orders_at_superior": Kind(
        _("Orders the duty desk has not assigned in time: %(count)d."), DESK, truths.still_open
    ),
    "sms_budget": Kind(
        _("SMS of %(month)s: %(used)d of %(budget)d used (%(percent)d %%). Orders are still being told.")
    ),
    "deliveries_failed": Kind(
        _("Messages could not be delivered. Please look at the list of failed messages."), FAILED_PAGE
    ),
    # Whoever wants to know whether a channel reaches them
    "channel_test": Kind(_("This is a test. Messages about errands reach you here.")),
    # Whoever signs in
    "sign_in_code": Kind(
        _("Your code to sign in is %(code)s, valid for %(minutes)d minutes. Tell it to nobody."),
        "",
        truths.code_still_valid,
    ),
}
