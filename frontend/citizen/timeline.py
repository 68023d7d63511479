"""The timeline of an order in the words of the one who asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dispatch.orders.models import Assignment, Order, OrderEvent, Rating
from dispatch.orders.states import State
from frontend.citizen.next_step import done_by
from frontend.templatetags.house import when

Kind = OrderEvent.Kind


@dataclass(frozen=True)
class Line:
    """``said`` is what a person wrote, shown as quoted; ``mood`` is "", "next" or "bad"."""

    title: str
    at: datetime | None = None
    small: str = ""
    said: str = ""
    mood: str = ""


def timeline(order: Order, events: Iterable[OrderEvent]) -> list[Line]:
    """What happened; events that are no news to the citizen are left out. Needs agent and officer."""
    return [_WORDS[event.kind](order, event) for event in events if event.kind in _WORDS]


def bare(order: Order, events: Iterable[OrderEvent]) -> list[Line]:
    """The same without a word that anybody wrote and without a place: for who follows by a link (X14)."""
    shown = [event for event in events if event.kind in _WORDS and event.kind not in _PRIVATE]
    return [Line(line.title, line.at, mood=line.mood) for line in timeline(order, shown)]


def coming(order: Order, rating: Rating | None) -> list[Line]:
    """What is still to come, in order."""
    call = Line(_("Your agent calls you"), mood="next", small=_by(order.contact_due_at))
    done = Line(_("It gets done"), mood="next", small=done_by(order))
    rate = Line(_("You say how it was"), mood="next")
    if order.state == State.OPEN:
        return [Line(_("An agent takes it"), mood="next"), call, done, rate]
    if order.state == State.CLAIMED:
        return [call, done, rate]
    if order.state in {State.IN_PROGRESS, State.SUSPENDED}:
        return [done, rate]
    return [rate] if order.state == State.COMPLETED and rating is None else []


def _by(at: datetime | None) -> str:
    return _("By %(when)s") % {"when": when(at)} if at else ""


def _placed(order: Order, event: OrderEvent) -> Line:
    told = event.facts.get("told", 0)
    village = order.village.short_name if order.village else ""
    small = ""
    if told:
        words = ngettext(
            "%(told)d agent of %(village)s was told.", "%(told)d agents of %(village)s were told.", told
        )
        small = words % {"told": told, "village": village}
    title = _("An officer wrote down your request") if event.officer else _("You sent your request")
    return Line(title, event.at, small)


def _broadened(order: Order, event: OrderEvent) -> Line:
    reasons = {
        Order.BroadenReason.NOBODY_REACHABLE: _("Nobody in your village is on duty right now."),
        Order.BroadenReason.GRID_UNKNOWN: _("Your place is not clear yet; an officer looks at it too."),
        Order.BroadenReason.UNCLAIMED: _("Nobody in your village took it in time."),
    }
    return Line(_("All agents of the county were told"), event.at, reasons.get(event.facts.get("reason"), ""))


def _claimed(order: Order, event: OrderEvent) -> Line:
    return Line(_("%(name)s took it") % {"name": _name(event)}, event.at, said=event.words)


def _assigned(order: Order, event: OrderEvent) -> Line:
    return Line(_("The duty desk named an agent for you"), event.at)


def _released(order: Order, event: OrderEvent) -> Line:
    if event.facts.get("ending") == Assignment.Ending.NOT_MY_GRID:
        return Line(_("%(name)s handed it on") % {"name": _name(event)}, event.at)
    small = _("All other agents of the county were told at once.")
    return Line(_("Your agent could not do it"), event.at, small, mood="bad")


def _noted(order: Order, event: OrderEvent) -> Line:
    title = _("You added") if event.citizen_id else _("News from %(name)s") % {"name": _name(event)}
    return Line(title, event.at, said=event.words)


def _regridded(order: Order, event: OrderEvent) -> Line:
    if event.facts.get("grid"):
        return Line(
            _("Another village's agents were asked"), event.at, _("Your place belongs to their grid.")
        )
    return Line(_("Your place is not clear yet; an officer looks at it too."), event.at)


def _photo_added(order: Order, event: OrderEvent) -> Line:
    if not event.citizen_id:
        return Line(_("A photo from %(name)s") % {"name": _name(event)}, event.at)
    # Those that came with the request are one line.
    n = len(event.facts.get("photos", [""]))
    return Line(ngettext("You added a photo", "You added %(n)d photos", n) % {"n": n}, event.at)


def _photo_removed(order: Order, event: OrderEvent) -> Line:
    title = (
        _("You removed a photo")
        if event.citizen_id
        else _("%(name)s removed a photo") % {"name": _name(event)}
    )
    return Line(title, event.at)


def _classified(order: Order, event: OrderEvent) -> Line:
    return Line(_("The office confirmed which matter it is"), event.at, order.item.name if order.item else "")


def _rated(order: Order, event: OrderEvent) -> Line:
    grade = event.facts.get("grade", "")
    label = str(Rating.Grade(grade).label) if grade in Rating.Grade.values else ""
    title = _("You changed your rating") if event.facts.get("revised") else _("You rated it")
    return Line(title, event.at, label, event.words)


def _name(event: OrderEvent) -> str:
    who = event.agent or event.officer
    return who.name if who else ""


def _plain(sentence: Callable[[], str], *, mood: str = "") -> Callable[[Order, OrderEvent], Line]:
    return lambda order, event: Line(sentence(), event.at, said=event.words, mood=mood)


_WORDS: dict[str, Callable[[Order, OrderEvent], Line]] = {
    Kind.PLACED: _placed,
    Kind.LOCATED: _plain(lambda: _("An officer found your village")),
    Kind.BROADENED: _broadened,
    Kind.SENT_TO_DESK: _plain(lambda: _("Nobody took it yet: the duty desk finds somebody")),
    Kind.SENT_TO_SUPERIOR: _plain(lambda: _("The desk's superior was told, too")),
    Kind.CLAIMED: _claimed,
    Kind.ASSIGNED: _assigned,
    Kind.CONTACT_EXTENDED: _plain(lambda: _("Your agent needs a little longer before calling")),
    Kind.RELEASED: _released,
    Kind.STARTED: _plain(lambda: _("Your agent got in touch")),
    Kind.NOTED: _noted,
    Kind.REGRIDDED: _regridded,
    Kind.PHOTO_ADDED: _photo_added,
    Kind.PHOTO_REMOVED: _photo_removed,
    Kind.SUSPENDED: _plain(lambda: _("Waiting for papers")),
    Kind.RESUMED: _plain(lambda: _("It goes on")),
    Kind.CLASSIFIED: _classified,
    Kind.COMPLETED: _plain(lambda: _("Done")),
    Kind.CANCELLED: _plain(lambda: _("Withdrawn"), mood="bad"),
    Kind.RATED: _rated,
}
# What people tell each other is no stranger's business, not even that they did.
_PRIVATE = frozenset({Kind.NOTED, Kind.CLASSIFIED, Kind.RATED})
