"""Whoever brings in an SMS proves it; what is unsigned, late, malformed or foreign changes nothing (F36)."""

import hashlib
import hmac
import json
from time import time
from uuid import uuid4

import pytest

from realtime.models import Reply

pytestmark = pytest.mark.django_db
SECRET = "the gateway's"
GOOD = {"id": "1", "from": "10900000011", "text": "抢 4821"}


@pytest.fixture(autouse=True)
def secret(settings):
    settings.CALLBACK_SECRET = SECRET


@pytest.fixture
def bring(client, cast):
    """``bring(body)``: the gateway's call; anything of its proof may be said otherwise."""

    def brought(body=GOOD, *, secret=SECRET, seconds=0, timestamp=None, nonce=None, signature=None):
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        timestamp, nonce = timestamp or str(int(time()) + seconds), nonce or uuid4().hex
        signed = hmac.new(secret.encode(), f"{timestamp}.{nonce}.".encode() + raw, hashlib.sha256).hexdigest()
        headers = {"X-Timestamp": timestamp, "X-Nonce": nonce, "X-Signature": signature or signed}
        return client.post("/hooks/sms/reply", raw, content_type="application/json", headers=headers)

    return brought


def test_a_signed_reply_is_taken_once(bring):
    for _ in range(2):
        answer = bring()
        assert (answer.status_code, answer.json()) == (200, {"outcome": "refused"})
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    ("proof", "status", "code"),
    [
        ({"secret": "another's"}, 401, "not_proven"),
        ({"signature": "0" * 64}, 401, "not_proven"),
        ({"signature": "签"}, 401, "not_proven"),
        ({"seconds": -310}, 403, "too_late"),
        ({"seconds": 310}, 403, "too_late"),
        ({"timestamp": "now"}, 401, "not_proven"),
        ({"timestamp": "9" * 40}, 401, "not_proven"),
        ({"nonce": "short"}, 401, "not_proven"),
        ({"nonce": "n" * 65}, 401, "not_proven"),
    ],
)
def test_what_proves_nothing_changes_nothing(bring, proof, status, code):
    answer = bring(**proof)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Reply.objects.exists()


def test_a_call_that_is_recorded_and_repeated_is_refused(bring):
    assert bring(nonce="n" * 16).status_code == 200
    answer = bring(nonce="n" * 16)
    assert (answer.status_code, answer.json()["code"]) == (409, "replayed")


def test_without_a_secret_the_door_is_shut(bring, settings):
    settings.CALLBACK_SECRET = ""
    assert bring(secret="").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff\xfe",
        b"[" * 9000,
        {"id": "1"},
        {**GOOD, "from": "0746-2213333"},
        {**GOOD, "from": "+14155550100"},
        {**GOOD, "from": 10900000011},
        {**GOOD, "text": "抢" * 2001},
        {**GOOD, "text": "\u0000"},
        {**GOOD, "id": "x" * 101},
    ],
)
def test_what_is_malformed_is_refused_with_a_code(bring, body):
    answer = bring(body)
    assert answer.status_code == 422 and answer.json()["code"]
    assert not Reply.objects.exists()


def test_what_is_too_large_is_not_even_read(bring):
    assert bring({**GOOD, "text": "抢" * 20_000}).status_code == 413


def test_looking_is_not_allowed(client):
    assert client.get("/hooks/sms/reply").status_code == 405
