"""What a phone would show: every code that was issued."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from agents.models import User
from agents.sign_in.codes import ask_code, sign_in_by_code
from agents.signals import code_issued
from tests.cast import Cast
from tests.conftest import NINE

CHEN_PHONE = "10900000001"


@pytest.fixture
def inbox() -> Iterator[list[dict[str, Any]]]:
    """Codes in the order in which they were issued, newest last."""
    issued: list[dict[str, Any]] = []

    def note(**news: Any) -> None:
        issued.append(news)

    code_issued.connect(note)
    yield issued
    code_issued.disconnect(note)


@pytest.fixture
def ask(cast: Cast, inbox: list[dict[str, Any]]) -> Callable[..., str]:
    """``ask(at=…)`` → the code that came to grandmother Chen's phone."""

    def asked(
        phone: str = CHEN_PHONE,
        *,
        at: datetime = NINE,
        asked_by: str = "her phone",
        address: str | None = None,
    ) -> str:
        ask_code(phone, county=cast.county, asked_by=asked_by, address=address, at=at)
        return str(inbox[-1]["code"])

    return asked


@pytest.fixture
def enter(cast: Cast) -> Callable[..., User]:
    def entered(
        code: str, *, phone: str = CHEN_PHONE, at: datetime = NINE, asked_by: str = "her phone"
    ) -> User:
        return sign_in_by_code(phone, code, county=cast.county, asked_by=asked_by, at=at)

    return entered


def another(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
