"""A line of a settlement's own timeline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agents.models import Officer
from points.models import Settlement, SettlementEvent


def record(
    settlement: Settlement,
    kind: SettlementEvent.Kind,
    *,
    by: Officer,
    at: datetime,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> SettlementEvent:
    """``facts`` are for machines and hold no personal data."""
    return SettlementEvent.objects.create(
        settlement=settlement,
        kind=kind,
        officer=by,
        at=at,
        state=settlement.state,
        words=words,
        facts=facts or {},
    )
