"""A service done from end to end through the real actions, and what the ledger holds of it."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from agents.models import Agent
from dispatch.orders.actions import claim_order, complete_order, start_order
from dispatch.orders.models import Order
from points.models import PointsEntry
from tests.cast import Cast
from tests.conftest import NINE

# Class two: base 2; class one or unclassified: base 1.5.
CLASS_TWO, CLASS_ONE = "LS002", "LS050"


@pytest.fixture
def serve(cast: Cast, place: Callable[..., Order]) -> Callable[..., Order]:
    """``serve(item_code=…, agent=…, completed_at=…)``: placed, claimed, started and completed."""

    def served(*, agent: Agent | None = None, completed_at: datetime = NINE, **said: object) -> Order:
        doer = agent or cast.wei
        order = place(at=completed_at - timedelta(hours=1), grid=doer.grid, **said)
        claim_order(order.pk, agent=doer, at=completed_at - timedelta(minutes=50))
        start_order(order.pk, agent=doer, at=completed_at - timedelta(minutes=40))
        return complete_order(order.pk, agent=doer, result="证已送到家里", at=completed_at)

    return served


def lines(order: Order) -> list[tuple[str, Decimal]]:
    """What was posted for the service, in order."""
    return list(PointsEntry.objects.filter(order=order).order_by("id").values_list("kind", "points"))


def earned(order: Order) -> Decimal:
    sums = PointsEntry.objects.filter(order=order).aggregate(sum=Sum("points", default=Decimal(0)))
    return Decimal(sums["sum"])


@pytest.fixture
def host_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """``host_zone("UTC")``: the machine's own clock is set to another zone until the test ends."""

    def moved_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield moved_to
    monkeypatch.undo()
    time.tzset()
