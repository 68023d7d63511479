"""办理进度 in words: who, what, when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order, OrderEvent, Rating

Kind = OrderEvent.Kind

#: What went against plan, and what went well: lines that the eye should find.
BAD = frozenset({Kind.RELEASED, Kind.SENT_TO_DESK, Kind.SENT_TO_SUPERIOR, Kind.CANCELLED})
GOOD = frozenset({Kind.CLAIMED, Kind.ASSIGNED, Kind.STARTED, Kind.COMPLETED})


@dataclass(frozen=True)
class Line:
    at: datetime
    title: str
    who: str
    words: str
    tone: str


def timeline_of(events: Iterable[OrderEvent], *, of: Order, masked: bool) -> list[Line]:
    """Newest first. ``masked`` hides the applicant ``of`` the order, and every phone and ID number, in what was said.

    Agent and officer should be selected.
    """
    lines = [_line(event, of, masked) for event in events]
    return lines[::-1]


def _line(event: OrderEvent, order: Order, masked: bool) -> Line:
    words = masked_words(order, event.words) if masked else event.words
    return Line(event.at, _title(event), who_did(event), words, _tone(event))


def _title(event: OrderEvent) -> str:
    if event.kind == Kind.BROADENED and event.facts.get("reason"):
        reason = event.facts["reason"]
        if reason in Order.BroadenReason.values:
            return _("opened to all grids: %(reason)s") % {"reason": Order.BroadenReason(reason).label}
    if event.kind == Kind.RATED and event.facts.get("grade") in Rating.Grade.values:
        return _("rated: %(grade)s") % {"grade": Rating.Grade(event.facts["grade"]).label}
    return str(Kind(event.kind).label)


def who_did(event: OrderEvent) -> str:
    """The name of the agent or officer, whose names are public; the applicant stays "the applicant"."""
    if event.agent:
        return event.agent.name
    if event.officer:
        return event.officer.name
    # Who rated by the link of a message may have no sign-in; it was the applicant all the same (X10).
    return _("the applicant") if event.citizen_id or event.kind == Kind.RATED else _("the system")


def _tone(event: OrderEvent) -> str:
    if event.kind in BAD:
        return "bad"
    return "good" if event.kind in GOOD else "plain"
