"""Browsers of named people, and codes read where they are issued."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from agents.models import User
from agents.sign_in.backend import SessionBackend
from agents.signals import code_issued
from dispatch.catalogue import matching
from tests.cast import Cast
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at

BACKEND = f"{SessionBackend.__module__}.{SessionBackend.__qualname__}"


@pytest.fixture
def as_user(cast: Cast) -> Callable[[User], Client]:
    """``as_user(cast.chen)``: a browser in which this person is signed in; it speaks English."""

    def browser(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend=BACKEND)
        return client

    return browser


@pytest.fixture
def nine_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors look at the clock at nine; a test may put it forward (``stand_at``)."""
    stand_at(monkeypatch, NINE)


@pytest.fixture
def li_looks(cast: Cast) -> Client:
    """A browser of the county's manager."""
    return browser_of(cast.li.user)


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """A browser in which nobody is signed in; it speaks English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def codes() -> Iterator[list[str]]:
    """Every code that is issued, in order."""
    issued: list[str] = []

    def hear(sender: Any, *, code: str, **facts: Any) -> None:
        issued.append(code)

    code_issued.connect(hear)
    yield issued
    code_issued.disconnect(hear)


@pytest.fixture
def asked(cast: Cast) -> Callable[..., dict[str, Any]]:
    """``asked(wish="")``: a filled-in form; everything may be said otherwise."""

    def form(**said: Any) -> dict[str, Any]:
        return {
            "id": str(uuid4()),
            "wish": "屋里漏雨想问下危房那个补助",
            "village_code": cast.west.village_id,
            "address": "三组 12 号",
            "for_whom": "self",
            "applicant_name": "陈奶奶",
            "applicant_phone": "10900000001",
            **said,
        }

    return form


@pytest.fixture(autouse=True)
def fresh_matcher(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of one process share a county code; none may see another's catalogue."""
    monkeypatch.setattr(matching, "_built", {})
