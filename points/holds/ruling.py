"""An officer rules: the points are released, or taken back by reversal. Once, with a reason (X09)."""

from datetime import datetime

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import NotAChoice
from agents.models import Officer
from agents.text import require
from points.holds.errors import AlreadyRuled, OwnHold
from points.holds.read import lock_order, read_hold, require_other_person
from points.models import HoldRuling
from points.posting.service import bring_in_line
from points.settlement.hands import require_settler
from points.signals import hold_ruled

WORDS_LENGTH_MAX = 500
Verdict = HoldRuling.Verdict


@transaction.atomic
def rule_on_hold(hold_id: int, *, verdict: str, words: str, by: Officer, at: datetime) -> HoldRuling:
    """Released points fall in the next quarter to be frozen; rejected ones are reversed in the open quarter.

    The same ruling of the same officer again is the same ruling. Raises NotPermitted, NotAChoice, FieldMissing,
    TextTooLong, HoldNotFound, OwnHold, OwnPoints or AlreadyRuled.
    """
    require_settler(by, by.county_id)
    if verdict not in Verdict.values:
        raise NotAChoice(field="verdict")
    said = require(words, max_length=WORDS_LENGTH_MAX, field="words")
    hold = read_hold(hold_id, county_id=by.county_id)
    if hold.opened_by_id == by.pk:
        raise OwnHold
    require_other_person(by, hold.agent)
    order = lock_order(hold.order_id, hold.county_id)
    known = HoldRuling.objects.select_related("officer").filter(hold=hold).first()
    if known:
        if (known.officer_id, known.verdict) == (by.pk, verdict):
            return known
        raise AlreadyRuled(officer=known.officer.name)
    ruling = HoldRuling.objects.create(
        county_id=hold.county_id, hold=hold, verdict=verdict, words=said, officer=by, ruled_at=at
    )
    if verdict == Verdict.REJECTED:
        bring_in_line(order, cause=f"hold:{hold.pk}", at=at)
    hold_ruled.send(HoldRuling, hold=hold, ruling=ruling, at=at)
    record_audit(Deed.HOLD_RULED, by=by, at=at, about=order, reason=said, after={"verdict": verdict})
    return ruling
