"""What happens next with an order, in words, and when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dispatch.orders.models import Order
from dispatch.orders.states import State
from frontend.templatetags.house import day, when


@dataclass(frozen=True)
class NextStep:
    """``counts_down`` asks for the ring of the first minutes."""

    title: str
    sentence: str
    counts_down: bool = False


def next_step(order: Order, now: datetime, *, for_stranger: bool = False) -> NextStep:
    """Needs agent and village of the order selected. A stranger, who followed a link, is told no place."""
    if order.state == State.OPEN:
        return _open(order, now, for_stranger)
    name = order.agent.name if order.agent else ""
    if order.state == State.CLAIMED:
        by = when(order.contact_due_at)
        return NextStep(
            _("%(name)s has taken it") % {"name": name},
            _("You get a call by %(when)s to settle what is needed.") % {"when": by},
        )
    if order.state == State.IN_PROGRESS:
        return NextStep(_("%(name)s is doing it") % {"name": name}, done_by(order))
    if order.state == State.SUSPENDED:
        return NextStep(
            _("Waiting for papers"), _("The time limit stands still until %(name)s goes on.") % {"name": name}
        )
    if order.state == State.COMPLETED:
        return NextStep(_("It is done"), _("Finished on %(day)s.") % {"day": day_of(order.completed_at)})
    return NextStep(_("Withdrawn"), _("Nobody is working on it any more."))


def _open(order: Order, now: datetime, for_stranger: bool) -> NextStep:
    if order.desk_level:
        return NextStep(
            _("The duty desk is finding somebody for you"),
            _("An officer has to name an agent by %(when)s.") % {"when": when(order.desk_due_at)},
        )
    if order.is_broadened(now):
        return NextStep(
            _("All agents of the county are being asked"),
            _("If nobody takes it by %(when)s, the duty desk finds you somebody.")
            % {"when": when(order.desk_at)},
        )
    village = order.village.short_name if order.village and not for_stranger else ""
    told = _("The agents of %(village)s have been told") % {"village": village}
    return NextStep(
        told if village else _("The agents of the village have been told"),
        _("If none of them takes it in this time, all agents of the county are told."),
        counts_down=True,
    )


def done_by(order: Order) -> str:
    """The promise; without one where the working days of that year are not announced yet."""
    if order.due_at is None:
        return _("The date will be announced: the holidays of that year are not known yet.")
    return _("Done by %(day)s at the latest.") % {"day": day(order.due_at)}


def day_of(at: datetime | None) -> str:
    return day(at) if at else ""
