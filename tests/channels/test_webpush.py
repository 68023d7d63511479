"""Web Push by pywebpush: the push service checks the site's signature, the browser decrypts."""

import json

import pytest

from realtime.channels.base import Misconfigured, TryLater, Undeliverable
from realtime.channels.vapid import public_key
from realtime.channels.webpush import WebPush
from tests.channels.conftest import device_id, parcel
from tests.standins import Fault

WEBPUSH = WebPush()


@pytest.fixture
def browser(push) -> str:
    return json.dumps(push.subscription())


def test_a_browser_gets_what_only_it_can_read(push, browser):
    sent = parcel(browser, kind="webpush")
    assert WEBPUSH.send(sent).reference == f"{push.url}/message/1"
    (message,) = push.received
    assert message.body["body"] == sent.text and message.key == sent.delivery_id.hex
    assert message.more == {"TTL": "3600", "Urgency": "high", "Topic": message.body["tag"]}
    assert push.refused == []


def test_a_second_attempt_is_the_same_notification(push, browser):
    sent = parcel(browser, kind="webpush")
    WEBPUSH.send(sent)
    WEBPUSH.send(sent)
    assert len({(each.key, each.body["tag"]) for each in push.received}) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_who_has_unsubscribed_is_gone(push, browser, status):
    push.faults.put(Fault(status=status))
    with pytest.raises(Undeliverable) as met:
        WEBPUSH.send(parcel(browser, kind="webpush"))
    assert met.value.gone == (device_id(browser),)


def test_another_key_of_the_site_is_refused_by_the_service(push, browser, settings):
    from tests.standins.webpush import _b64, ec

    other = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    settings.WEBPUSH_PRIVATE_KEY = _b64(other.to_bytes(32, "big"))
    with pytest.raises(Undeliverable, match="another key"):
        WEBPUSH.send(parcel(browser, kind="webpush"))
    assert push.received == []


def test_too_many_is_waited_for(push, browser):
    push.faults.put(Fault(status=429, retry_after=60))
    with pytest.raises(TryLater) as met:
        WEBPUSH.send(parcel(browser, kind="webpush"))
    assert met.value.retry_after_seconds == 60


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(cut=True)])
def test_a_service_that_is_away_is_asked_again_later(push, browser, fault):
    push.faults.always = fault
    with pytest.raises(TryLater):
        WEBPUSH.send(parcel(browser, kind="webpush"))
    assert push.calls == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/push/x",
        "https://127.0.0.1/push/x",
        "https://169.254.169.254/latest",
        "https://fcm.googleapis.com.evil.example/x",
        "https://user@fcm.googleapis.com/x",
        "file:///etc/passwd",
    ],
)
def test_no_other_address_is_ever_called(push, settings, address):
    """S19: a subscription comes from a browser."""
    settings.WEBPUSH_ORIGINS = []
    value = json.dumps({**push.subscription(), "endpoint": address})
    with pytest.raises(Undeliverable, match="known push services"):
        WEBPUSH.send(parcel(value, kind="webpush"))
    assert push.calls == 0


def test_keys_that_are_none_are_set_aside(push):
    value = json.dumps({**push.subscription(), "keys": {"auth": "AAAA", "p256dh": "AAAA"}})
    with pytest.raises(Undeliverable):
        WEBPUSH.send(parcel(value, kind="webpush"))


def test_the_sites_own_key_is_what_browsers_subscribe_with(push, settings):
    assert len(public_key()) == 87
    for none in ("", "x", "A" * 43):
        settings.WEBPUSH_PRIVATE_KEY = none
        assert public_key() == ""


def test_a_key_that_is_none_is_named(push, browser, settings):
    settings.WEBPUSH_PRIVATE_KEY = "not a key"
    with pytest.raises(Misconfigured, match="WEBPUSH_PRIVATE_KEY"):
        WEBPUSH.send(parcel(browser, kind="webpush"))
