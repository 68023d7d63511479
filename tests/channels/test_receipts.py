"""Receipts in: proven, once, in order; what is unsigned, late, replayed, malformed or foreign changes nothing (F36)."""

import json
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from realtime.channels import CHANNELS
from realtime.models import CallbackNonce, Receipt
from realtime.outbox.worker import deliver_due
from realtime.receipts.proof import address_key, forget_nonces
from tests.channels.conftest import REAL_NUMBER
from tests.conftest import NINE
from tests.standins.gateway import signed_headers
from tests.threads import at_once

pytestmark = pytest.mark.django_db
SECRET = "test-callback-secret"
JSON = "application/json"


@pytest.fixture(autouse=True)
def secret(settings):
    settings.CALLBACK_SECRET = SECRET


@pytest.fixture
def post():
    """``post("sms_gateway", body)``: signed now with the county's secret, unless said otherwise."""

    def posted(channel, body, *, secret=SECRET, timestamp=None, nonce="", headers=None):
        raw, signed = signed_headers(
            body, secret=secret, timestamp=timestamp or int(time.time()), nonce=nonce
        )
        return Client().post(
            f"/callbacks/{channel}/", raw, content_type=JSON, headers=signed if headers is None else headers
        )

    return posted


@pytest.fixture
def sent(gateway, owe, cast):
    """A message that the gateway has taken; its receipt."""
    cast.wei.user.set_phone(REAL_NUMBER)
    cast.wei.user.save()
    owe("sms_gateway")
    deliver_due(CHANNELS["sms_gateway"], at=NINE)
    return Receipt.objects.get()


def test_a_signed_report_says_that_it_arrived(gateway, sent, post):
    answer = post("sms_gateway", gateway.report(sent.reference))
    assert (answer.status_code, answer.json()) == (200, {"code": "ok"})
    sent.refresh_from_db()
    assert sent.state == "delivered" and sent.ended_at is not None and sent.delivery.state == "sent"


def test_one_that_failed_says_why_and_names_no_number(gateway, sent, post):
    post("sms_gateway", gateway.report(sent.reference, state="failed", reason="空号 13812345678"))
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("failed", "空号 138****5678")


def test_the_first_end_stays(gateway, sent, post):
    post("sms_gateway", gateway.report(sent.reference))
    answer = post("sms_gateway", gateway.report(sent.reference, state="failed"))
    sent.refresh_from_db()
    assert answer.status_code == 200 and sent.state == "delivered"


def test_a_report_that_is_quicker_than_the_providers_answer_is_kept(gateway, owe, cast, post):
    cast.wei.user.set_phone(REAL_NUMBER)
    cast.wei.user.save()
    delivery = owe("sms_gateway")
    post("sms_gateway", gateway.report(f"gw-{delivery.pk.hex}"))
    deliver_due(CHANNELS["sms_gateway"], at=NINE)
    receipt = Receipt.objects.get()
    assert (receipt.delivery_id, receipt.state) == (delivery.pk, "delivered")


def test_a_foreign_report_is_set_aside_and_not_asked_for_again(gateway, sent, post):
    assert post("sms_gateway", gateway.report("of-another-county")).status_code == 200
    assert Receipt.objects.get(reference="of-another-county").delivery is None


# Refused, with the reason


def refused(answer, status, code):
    assert (answer.status_code, answer.json()) == (status, {"code": code})
    assert set(Receipt.objects.values_list("state", flat=True)) <= {"accepted"}


def test_unsigned(gateway, sent, post):
    refused(post("sms_gateway", gateway.report(sent.reference), headers={}), 401, "not_proven")


def test_signed_by_somebody_else(gateway, sent, post):
    refused(post("sms_gateway", gateway.report(sent.reference), secret="guessed"), 401, "not_proven")


def test_signed_for_another_body(gateway, sent):
    _, headers = signed_headers(gateway.report("x"), secret=SECRET, timestamp=int(time.time()))
    body = json.dumps(gateway.report(sent.reference))
    answer = Client().post("/callbacks/sms_gateway/", body, content_type=JSON, headers=headers)
    refused(answer, 401, "not_proven")


@pytest.mark.parametrize("apart", [-400, 400])
def test_late_or_early(gateway, sent, post, apart):
    answer = post("sms_gateway", gateway.report(sent.reference), timestamp=int(time.time()) + apart)
    refused(answer, 403, "too_late")


def test_replayed(gateway, sent, post):
    said = {"timestamp": int(time.time()), "nonce": "n" * 16}
    assert post("sms_gateway", gateway.report("other"), **said).status_code == 200
    Receipt.objects.filter(reference="other").delete()
    refused(post("sms_gateway", gateway.report("other"), **said), 409, "replayed")


@pytest.mark.parametrize("nonce", ["short", "x" * 65])
def test_a_nonce_of_no_use(gateway, sent, post, nonce):
    refused(post("sms_gateway", gateway.report(sent.reference), nonce=nonce), 401, "not_proven")


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        None,
        {"reports": 1},
        {"reports": [{}]},
        {"reports": [{"reference": 1, "state": "delivered"}]},
        {"reports": [{"reference": "", "state": "delivered"}]},
        {"reports": [{"reference": "x\u0000", "state": "delivered"}]},
        {"reports": [{"reference": "x", "state": "exploded"}]},
        {"reports": [{"reference": "x" * 201, "state": "delivered"}]},
        {"reports": [{"reference": "x", "state": "delivered"}] * 1001},
    ],
)
def test_malformed(sent, post, body):
    refused(post("sms_gateway", body), 400, "not_understood")
    assert not CallbackNonce.objects.exists()


def test_not_json_at_all():
    url = f"/callbacks/sms_aliyun/{address_key('sms_aliyun')}/"
    for body in (b"\xff\xfe", b"[" * 100_000, b""):
        answer = Client().post(url, body, content_type=JSON)
        assert (answer.status_code, answer.json()) == (400, {"code": "not_understood"})


def test_an_unknown_provider(db):
    assert Client().post("/callbacks/pigeon/", {}, content_type=JSON).status_code == 404


def test_a_look_is_not_a_report(db):
    assert Client().get("/callbacks/sms_gateway/").status_code == 405


def test_without_a_secret_all_doors_are_shut(gateway, sent, post, settings):
    settings.CALLBACK_SECRET = ""
    refused(post("sms_gateway", gateway.report(sent.reference), secret=""), 401, "not_proven")
    answer = Client().post("/callbacks/sms_aliyun/x/", "[]", content_type=JSON)
    assert answer.status_code == 401


# Providers that do not sign


@pytest.mark.parametrize(
    ("name", "thanks"),
    [("aliyun", {"code": 0, "msg": "OK"}), ("tencent", {"result": 0, "errmsg": "OK"})],
)
@pytest.mark.parametrize("arrived", [True, False])
def test_an_sdk_provider_reports_at_the_address_it_was_told(request, owe, cast, name, thanks, arrived):
    standin, channel = request.getfixturevalue(name), f"sms_{name}"
    delivery = owe(channel)
    reference = "7^0" if name == "aliyun" else "2640:7"
    Receipt.objects.create(delivery=delivery, channel=channel, reference=reference, accepted_at=NINE)
    url = f"/callbacks/{channel}/{address_key(channel)}/"
    for _ in range(2):
        answer = Client().post(url, standin.report(reference, success=arrived), content_type=JSON)
        assert (answer.status_code, answer.json()) == (200, thanks)
    receipt = Receipt.objects.get()
    assert receipt.state == ("delivered" if arrived else "failed")
    assert bool(receipt.reason) is not arrived


def test_the_address_of_one_provider_is_not_the_others(aliyun, cast):
    url = f"/callbacks/sms_tencent/{address_key('sms_aliyun')}/"
    assert Client().post(url, aliyun.report("7^0"), content_type=JSON).status_code == 401


# Nonces


def test_nonces_are_forgotten_when_their_time_is_over(gateway, cast, post):
    post("sms_gateway", gateway.report("x"))
    now = timezone.now()
    assert forget_nonces(at=now + timedelta(minutes=10)) == 0
    assert forget_nonces(at=now + timedelta(minutes=12)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_come_at_once_with_one_nonce_one_is_taken(gateway, post):
    said = {"timestamp": int(time.time()), "nonce": "n" * 16}
    answers = at_once([lambda: post("sms_gateway", gateway.report("x"), **said).status_code] * 4)
    assert sorted(answers) == [200, 409, 409, 409]
