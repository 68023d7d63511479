"""An officer rules on an appeal: the zero stays, or the service earns what it would have without the rating (X11)."""

from datetime import datetime

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import NotAChoice
from agents.models import Officer
from agents.text import require
from points.appeals.errors import AppealNotFound, OwnOrder, RatingChangedMeanwhile
from points.holds.errors import AlreadyRuled
from points.holds.read import lock_order, require_other_person
from points.models import Appeal, AppealRuling
from points.posting.service import bring_in_line
from points.settlement.hands import require_settler
from points.signals import appeal_ruled

WORDS_LENGTH_MAX = 500
Verdict = AppealRuling.Verdict


@transaction.atomic
def rule_on_appeal(appeal_id: int, *, verdict: str, words: str, by: Officer, at: datetime) -> AppealRuling:
    """Upheld: nothing is posted, the zero stays. Overturned: one entry, the base. Once, with a reason.

    Raises NotPermitted, NotAChoice, FieldMissing, TextTooLong, AppealNotFound, OwnPoints, OwnOrder, AlreadyRuled or
    RatingChangedMeanwhile.
    """
    require_settler(by, by.county_id)
    if verdict not in Verdict.values:
        raise NotAChoice(field="verdict")
    said = require(words, max_length=WORDS_LENGTH_MAX, field="words")
    appeal = _read(appeal_id, by.county_id)
    require_other_person(by, appeal.agent)
    order = lock_order(appeal.order_id, appeal.county_id)
    if order.filed_by_officer_id == by.pk:
        raise OwnOrder
    known = AppealRuling.objects.select_related("officer").filter(appeal=appeal).first()
    if known:
        if (known.officer_id, known.verdict) == (by.pk, verdict):
            return known
        raise AlreadyRuled(officer=known.officer.name)
    appeal.rating.refresh_from_db(fields=["superseded_at"])
    if appeal.rating.superseded_at:
        raise RatingChangedMeanwhile
    ruling = AppealRuling.objects.create(
        county_id=appeal.county_id, appeal=appeal, verdict=verdict, words=said, officer=by, ruled_at=at
    )
    bring_in_line(order, cause=f"appeal:{appeal.pk}", at=at)
    appeal_ruled.send(AppealRuling, appeal=appeal, ruling=ruling, at=at)
    record_audit(Deed.APPEAL_RULED, by=by, at=at, about=order, reason=said, after={"verdict": verdict})
    return ruling


def _read(appeal_id: int, county_id: str) -> Appeal:
    """Raises AppealNotFound."""
    appeals = Appeal.objects.select_related("agent", "rating")
    found = appeals.filter(pk=appeal_id, county_id=county_id).first()
    if found is None:
        raise AppealNotFound
    return found
