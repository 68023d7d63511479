"""A quarter with services in it, three managers and a budget; ``freeze()`` closes it on the first day after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from agents.models import Officer
from dispatch.orders.models import Order
from points.models import Settlement
from points.periods import Quarter
from points.settlement.budget import enter_budget
from points.settlement.freeze import freeze_quarter
from tests.cast import Cast, make_officer
from tests.conftest import NINE
from tests.points.conftest import host_zone, serve

__all__ = ["host_zone", "serve"]

Q3, Q4 = Quarter.parse("2026Q3"), Quarter.parse("2026Q4")
# 09:00 on the first of January 2027, county time.
NEW_YEAR = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences of refusals are compared in English."""
    with translation.override("en"):
        yield


@dataclass
class Money:
    """Three managers of one county: one freezes, two release."""

    li: Officer
    zhao: Officer
    qian: Officer


@pytest.fixture
def money(cast: Cast) -> Money:
    since = NINE - timedelta(days=400)
    zhao, qian = (
        make_officer(cast.county, name, username, Officer.Role.COUNTY_MANAGER, at=since)
        for name, username in (("赵科长", "zhao"), ("钱会计", "qian"))
    )
    for year in (2026, 2027):
        enter_budget(
            cast.county, year=year, yuan=Decimal(10_000), basis="县财预〔2026〕1号", by=cast.li, at=since
        )
    return Money(cast.li, zhao, qian)


@pytest.fixture
def freeze(cast: Cast, money: Money) -> Callable[..., Settlement]:
    def frozen(quarter: Quarter = Q4, *, by: Officer | None = None, at: datetime = NEW_YEAR) -> Settlement:
        return freeze_quarter(cast.county, quarter, by=by or money.li, at=at)

    return frozen


@pytest.fixture
def two_services(serve: Callable[..., Order], cast: Cast) -> list[Order]:
    """Wei's of class two and Dong's unclassified one."""
    return [serve(item_code="LS002"), serve(agent=cast.dong)]
