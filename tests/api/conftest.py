"""Callers of the machine door: named people with a token, and a body that can be placed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from agents.finding.grid_points import forget_points
from agents.finding.maps import forget_maps
from agents.models import User
from agents.sign_in.tokens import issue_token
from tests.cast import Cast

JSON = "application/json"
PROBLEM = "application/problem+json"


class Caller:
    """``Caller(user).post("/orders", {…})``; nobody when there is no user. Speaks English."""

    def __init__(self, user: User | None = None, **headers: str) -> None:
        self.headers = {"Accept-Language": "en", **headers}
        if user:
            self.headers["Authorization"] = f"Bearer {issue_token(user, timezone.now())}"
        self.client = Client()

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers={**self.headers, **headers})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: Any) -> Any:
        return self.send("PUT", path, body)

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1{path}", headers=self.headers)

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        if body is None:
            return self.client.generic(method, f"/api/v1{path}", headers={**self.headers, **headers})
        return getattr(self.client, method.lower())(
            f"/api/v1{path}", body, content_type=JSON, headers={**self.headers, **headers}
        )


def is_problem(response: HttpResponse, status: int, code: str, field: str = "") -> dict[str, Any]:
    """The answer is problem details of this status and code, about this field; returns it."""
    assert response.status_code == status, response.content.decode()
    assert response.headers["Content-Type"] == PROBLEM
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status and problem["title"] and problem["detail"]
    assert problem["type"] == f"urn:problem-type:{problem['code']}"
    assert set(problem) == {"type", "title", "status", "detail", "code", "facts", "errors"}
    if field:
        assert {"field": field, "code": code} in [
            {"field": error["field"], "code": error["code"]} for error in problem["errors"]
        ], problem["errors"]
        assert all(error["detail"] for error in problem["errors"])
    else:
        assert problem["code"] == code
    return problem


@pytest.fixture(autouse=True)
def fresh_maps() -> None:
    """Kept maps go by a revision that every test begins with."""
    forget_maps()
    forget_points()


@pytest.fixture
def nobody() -> Caller:
    return Caller()


@pytest.fixture
def chen(cast: Cast) -> Caller:
    return Caller(cast.chen)


@pytest.fixture
def bai(cast: Cast) -> Caller:
    return Caller(cast.bai)


@pytest.fixture
def wei_calls(cast: Cast) -> Caller:
    return Caller(cast.wei.user)


@pytest.fixture
def wen(cast: Cast) -> Caller:
    return Caller(cast.wen.user)


@pytest.fixture
def dong(cast: Cast) -> Caller:
    return Caller(cast.dong.user)


@pytest.fixture
def li(cast: Cast) -> Caller:
    return Caller(cast.li.user)


@pytest.fixture
def sun(cast: Cast) -> Caller:
    return Caller(cast.sun.user)


@pytest.fixture
def body(cast: Cast) -> Callable[..., dict[str, Any]]:
    """What grandmother Chen sends; ``None`` leaves a field out."""

    def made(**said: Any) -> dict[str, Any]:
        whole = {
            "id": str(uuid4()),
            "wish": "屋里漏雨想问下危房那个补助",
            "applicant_name": "陈奶奶",
            "applicant_phone": "10900000001",
            "village_code": cast.west.village.code,
            **said,
        }
        return {field: value for field, value in whole.items() if value is not None}

    return made
