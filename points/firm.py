"""Which entries can still change: those of services that may be rated, or rated anew (DESIGN §2.9)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from dispatch.orders.models import Rating
from points.models import PointsEntry
from points.totals import POINTS

A_DAY = timedelta(days=1)


def with_firmness(entries: QuerySet[PointsEntry], *, at: datetime) -> QuerySet[PointsEntry]:
    """Adds ``is_firm``: the rating can be changed no more, or none came in its time."""
    rated = Rating.objects.filter(order=OuterRef("order_id"))
    second_thought = ExpressionWrapper(F("order__policy__rating_revise_days") * A_DAY, DurationField())
    fixed_at = F("rated_at") + second_thought
    is_fixed = Exists(rated.annotate(fixed_at=fixed_at).filter(fixed_at__lte=at))
    never_rated = Q(order__rating_closes_at__lte=at) & ~Exists(rated)
    return entries.annotate(
        is_firm=Case(
            When(is_fixed | never_rated, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
    )


def still_moving(entries: QuerySet[PointsEntry], *, at: datetime) -> Decimal:
    """Points of these entries that a rating can still change."""
    moving: QuerySet[Any] = with_firmness(entries, at=at)
    total: Decimal = moving.filter(is_firm=False).aggregate(sum=POINTS)["sum"]
    return total
