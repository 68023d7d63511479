"""The OpenAPI document is valid, and schemathesis cannot break what it describes.

``SCHEMATHESIS_EXAMPLES`` raises the number of examples of each operation for a longer run.
"""

import os
import zlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis import checks

from config.wsgi import application
from dispatch.casework.photos.actions import add_photo
from dispatch.orders.actions import cancel_order, claim_order, complete_order, start_order, suspend_order
from dispatch.orders.models import Order
from tests.answers_counted import count_answer
from tests.api.conftest import Caller
from tests.casework.pictures import jpeg
from tests.conftest import NINE

PHOTO_ID = UUID("00000000-0000-4000-8000-00000000f070")
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "10"))
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def tokens(cast) -> list[str]:
    """Of a citizen, an agent and an officer."""
    return [Caller(user).headers["Authorization"] for user in (cast.chen, cast.wei.user, cast.li.user)]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A request ends by closing its connection; here the test's own transaction lives on it (as in Client)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def orders(cast, place, media) -> list[Order]:
    """One in each state, for every role to try everything on."""
    claimed, started, waiting, done, gone = (place() for _ in range(5))
    for order in (claimed, started, waiting, done):
        claim_order(order.pk, agent=cast.wei, at=NINE)
    for order in (started, waiting, done):
        start_order(order.pk, agent=cast.wei, at=NINE)
    suspend_order(waiting.pk, agent=cast.wei, reason="等户口本", at=NINE)
    complete_order(done.pk, agent=cast.wei, result="办好了", at=NINE)
    cancel_order(gone.pk, by=cast.chen, at=NINE)
    add_photo(started.pk, photo_id=PHOTO_ID, content=jpeg(), by=cast.wei, at=NINE)
    return [place(), claimed, started, waiting, done, gone, place(grid=cast.east), place(village_code="")]


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_nothing_that_fits_or_misfits_the_schema_breaks_it(case, tokens, cast, orders, record_property):
    lot = zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode("utf-8", "replace"))
    make_plausible(case, lot, cast, orders)
    response = case.call(headers={"Authorization": tokens[lot % 3]})
    count_answer(record_property, response.status_code)
    case.validate_response(response, checks=CHECKS)


def test_the_document_is_valid_openapi(cast):
    document = Client().get("/api/v1/openapi.json")
    assert document.status_code == 200
    validate(document.json())
    assert document.json()["openapi"].startswith("3.")
    assert {"Token", "Session"} == set(document.json()["components"]["securitySchemes"])


def make_plausible(case: Any, lot: int, cast: Any, orders: list[Order]) -> None:
    """Names of things that exist, in three of four cases, so that more than 404 and 422 is met."""
    if lot % 4 == 0:
        return
    if is_uuid(case.path_parameters.get("order_id")):
        case.path_parameters["order_id"] = str(orders[lot // 4 % len(orders)].pk)
    if is_uuid(case.path_parameters.get("photo_id")):
        case.path_parameters["photo_id"] = str(PHOTO_ID)
    if not isinstance(case.body, dict):
        return
    existing = {
        "item_code": "LS002",
        "grid_code": cast.west.code,
        "village_code": cast.west.village_id,
        "agent_id": cast.dong.pk,
        "applicant_phone": "10900000001",
        "phone": "10900000001",
    }
    for field in existing.keys() & case.body.keys():
        # What is of a wrong type is meant to be wrong.
        if type(case.body[field]) is type(existing[field]):
            case.body[field] = existing[field]


def is_uuid(value: Any) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False
