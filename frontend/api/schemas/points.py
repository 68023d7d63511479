from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from frontend.api.schemas.base import Page, Told
from points.models import PointsEntry


class EntryTold(Told):
    id: int
    kind: str
    points: Decimal
    order_id: UUID
    order_number: str
    posted_at: datetime
    month: str
    quarter: str
    reverses_id: int | None

    @classmethod
    def of(cls, entry: PointsEntry) -> Self:
        return cls(
            id=entry.pk,
            kind=entry.kind,
            points=entry.points,
            order_id=entry.order_id,
            order_number=entry.order.number,
            posted_at=entry.posted_at,
            month=entry.month,
            quarter=entry.quarter,
            reverses_id=entry.reverses_id,
        )


class PointsTold(Page[EntryTold]):
    """Totals of the running month and quarter, county time; entries newest first."""

    month: str
    month_total: Decimal
    quarter: str
    quarter_total: Decimal
