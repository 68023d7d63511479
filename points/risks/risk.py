"""What a rule is, and what it looks at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value

from agents.models import County
from dispatch.orders.models import Order
from dispatch.orders.states import State
from points.models import Hold
from points.periods import Quarter


@dataclass(frozen=True)
class Finding:
    """A service that a rule doubts, with the evidence: figures and codes, no personal data."""

    order_id: UUID
    agent_id: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """The services of one county that were completed in one quarter, county time."""

    county: County
    quarter: Quarter

    @property
    def begins_at(self) -> datetime:
        return self.quarter.begins_at(self.county.zone)

    @property
    def ends_at(self) -> datetime:
        return self.quarter.following().begins_at(self.county.zone)

    @property
    def services(self) -> QuerySet[Order]:
        return self.since(self.begins_at)

    def since(self, instant: datetime) -> QuerySet[Order]:
        """The services completed from this instant to the end of the quarter."""
        return Order.objects.filter(
            county=self.county,
            state=State.COMPLETED,
            agent__isnull=False,
            completed_at__gte=instant,
            completed_at__lt=self.ends_at,
        )


@dataclass(frozen=True)
class Risk:
    """``sentence`` is filled with a hold's facts when it is shown, in the reader's language."""

    rule: Hold.Rule
    sentence: Any
    find: Callable[[Scope], Iterable[Finding]]
    covers: Hold.Covers = Hold.Covers.SERVICE


def policy_time(name: str, unit: timedelta, *, of: str = "") -> Any:
    """A number of the order's own policy as a duration in SQL: ``policy_time("split_hours", HOUR)``.

    ``of`` leads from the row that is asked to its order: ``order__``.
    """
    return ExpressionWrapper(F(f"{of}policy__{name}") * Value(unit), output_field=DurationField())
