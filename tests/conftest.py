"""The cast and the clock of every test. People are made through the models, orders through real actions."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import TransactionTestCase
from django.utils import timezone, translation

from agents.models import Agent, County
from dispatch.orders.actions import NewOrder, place_order
from dispatch.orders.models import Order
from tests.cast import Cast, build_cast
from tests.emptying import empty_the_tables

# A Friday, 09:00 in Asia/Shanghai, in the last quarter of 2026.
NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)

TransactionTestCase._fixture_teardown = empty_the_tables


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors ask the database what time it is; here all of them ask ``timezone.now``, which tests may set."""
    monkeypatch.setattr("agents.clock.now", lambda: timezone.now())


@pytest.fixture(autouse=True)
def _no_language_of_a_former_test() -> Iterator[None]:
    """A request leaves its language active in this thread; a test must not depend on which test came before it."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def nine() -> datetime:
    return NINE


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(at=NINE)


@pytest.fixture
def county(cast: Cast) -> County:
    return cast.county


@pytest.fixture
def place(cast: Cast) -> Callable[..., Order]:
    """``place(at=…, grid=cast.west, item_code="…")``: grandmother Chen asks; everything may be said otherwise."""

    def placed(*, at: datetime = NINE, by: Any = None, grid: Any = None, **said: Any) -> Order:
        village = (grid or cast.west).village
        new = {
            "id": uuid4(),
            "wish": "屋里漏雨想问下危房那个补助",
            "applicant_name": "陈奶奶",
            "applicant_phone": "10900000001",
            "village_code": village.code,
            **said,
        }
        return place_order(NewOrder(**new), county=cast.county, by=by or cast.chen, at=at)

    return placed


@pytest.fixture
def wei(cast: Cast) -> Agent:
    return cast.wei


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the files that are kept."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"
