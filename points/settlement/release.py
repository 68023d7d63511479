"""Two officers let the money go, neither of whom froze the quarter (X08)."""

from datetime import datetime

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.models import Officer
from points.models import Settlement, SettlementEvent
from points.settlement.agreement import require_agreement
from points.settlement.errors import OwnSettlement, ReleasedByYou, SettlementMovedOn, SettlementNotFound
from points.settlement.events import record
from points.settlement.hands import require_settler

State = Settlement.State


def read_settlement(county_id: str, quarter: str) -> Settlement:
    """The settlement, its row locked until the transaction ends. Raises SettlementNotFound."""
    found = (
        Settlement.objects.select_for_update(no_key=True, of=("self",))
        .filter(county_id=county_id, quarter=quarter)
        .first()
    )
    if found is None:
        raise SettlementNotFound
    return found


@transaction.atomic
def release_settlement(quarter: str, *, by: Officer, at: datetime) -> Settlement:
    """The first or the second release of ``2026Q4`` in the officer's county.

    Raises NotPermitted, SettlementNotFound, OwnSettlement, ReleasedByYou, SettlementMovedOn or LineDoesNotAgree.
    """
    require_settler(by, by.county_id)
    settlement = read_settlement(by.county_id, quarter)
    if settlement.frozen_by_id == by.pk:
        raise OwnSettlement
    if by.pk in {settlement.first_released_by_id, settlement.second_released_by_id}:
        raise ReleasedByYou
    if settlement.state != State.FROZEN:
        raise SettlementMovedOn(state=settlement.get_state_display())
    require_agreement(settlement)
    if settlement.first_released_by_id is None:
        settlement.first_released_by, settlement.first_released_at = by, at
        kind = SettlementEvent.Kind.FIRST_RELEASE
    else:
        settlement.second_released_by, settlement.second_released_at = by, at
        settlement.state = State.RELEASED
        kind = SettlementEvent.Kind.SECOND_RELEASE
    settlement.save()
    record(settlement, kind, by=by, at=at)
    record_audit(Deed.QUARTER_RELEASED, by=by, at=at, about=settlement, after={"release": str(kind)})
    return settlement
