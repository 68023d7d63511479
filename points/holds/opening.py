"""Points go on hold: by an officer who has doubts, or by the rules of ``points.risks``."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.models import Officer
from agents.text import require
from points.holds.errors import AlreadyOnHold, NothingToHold
from points.holds.read import lock_order, require_other_person
from points.models import Hold, PointsEntry
from points.settlement.hands import require_settler
from points.signals import holds_opened

WORDS_LENGTH_MAX = 500


@transaction.atomic
def open_hold(
    order_id: UUID, *, by: Officer, words: str, at: datetime, covers: Hold.Covers = Hold.Covers.SERVICE
) -> Hold:
    """An officer keeps the points of a service back, with a reason that the agent reads.

    Raises NotPermitted, FieldMissing, TextTooLong, OrderNotFound, NothingToHold, OwnPoints or AlreadyOnHold.
    """
    require_settler(by, by.county_id)
    said = require(words, max_length=WORDS_LENGTH_MAX, field="words")
    order = lock_order(order_id, by.county_id)
    if order.agent is None or not PointsEntry.objects.filter(order=order).exists():
        raise NothingToHold
    require_other_person(by, order.agent)
    if Hold.objects.filter(order=order, rule=Hold.Rule.OFFICER).exists():
        raise AlreadyOnHold
    hold = Hold.objects.create(
        county_id=order.county_id,
        order=order,
        agent=order.agent,
        rule=Hold.Rule.OFFICER,
        covers=covers,
        words=said,
        opened_at=at,
        opened_by=by,
    )
    holds_opened.send(Hold, holds=[hold], at=at)
    record_audit(Deed.HOLD_PLACED, by=by, at=at, about=order, reason=said, after={"covers": covers})
    return hold
