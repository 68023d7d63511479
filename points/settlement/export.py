"""The file that goes to the bank is noted with its hash before it leaves (X08, R12)."""

from datetime import datetime

from django.db import transaction

from agents.models import Officer
from points.models import Settlement, SettlementEvent
from points.settlement.agreement import require_agreement
from points.settlement.errors import NotReleased
from points.settlement.events import record
from points.settlement.hands import require_settler
from points.settlement.release import read_settlement

State = Settlement.State


@transaction.atomic
def note_export(
    quarter: str, *, name: str, sha256: str, by: Officer, at: datetime, why: str = ""
) -> Settlement:
    """``sha256`` of the file's bytes, in hexadecimal; the same file again is noted again.

    A step of the settlement; the audit hears of the file itself from ``points.exports.record_export``, once.

    Raises NotPermitted, SettlementNotFound, NotReleased or LineDoesNotAgree.
    """
    require_settler(by, by.county_id)
    settlement = read_settlement(by.county_id, quarter)
    if settlement.state == State.FROZEN:
        raise NotReleased
    require_agreement(settlement)
    if settlement.state == State.RELEASED:
        settlement.state, settlement.exported_at = State.EXPORTED, at
        settlement.save()
    facts = {"name": name, "sha256": sha256}
    record(settlement, SettlementEvent.Kind.EXPORTED, by=by, at=at, words=why, facts=facts)
    return settlement
