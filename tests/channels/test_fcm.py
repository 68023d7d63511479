"""FCM by the real firebase-admin: signed in by its own JWT, asked once for each attempt, every answer understood."""

import json

import pytest

from realtime.channels.base import Misconfigured, TryLater, Undeliverable
from realtime.channels.fcm import Fcm, _app
from tests.channels.conftest import device_id, parcel
from tests.standins import Fault

FCM = Fcm()


def test_a_phone_gets_words_link_and_tag(fcm):
    sent = parcel("token-of-wei")
    assert FCM.send(sent).reference == "projects/test-county/messages/1"
    (message,) = fcm.received
    assert (message.to, message.key) == ("token-of-wei", sent.delivery_id.hex)
    assert message.body["notification"] == {"body": sent.text}
    assert message.body["data"]["link"] == "/agent/orders/1/"
    assert message.body["android"]["notification"]["tag"] == message.body["data"]["tag"]
    assert message.body["android"]["priority"] == "high"
    assert fcm.refused == [] and fcm.tokens_issued == 1


def test_an_installation_id_is_called_one(fcm):
    FCM.send(parcel("installation", kind="fcm_installation"))
    assert fcm.received[0].body["fid"] == "installation" and "token" not in fcm.received[0].body


def test_a_code_is_not_shown_on_a_locked_screen(fcm):
    FCM.send(parcel("t", text="您的验证码是 482913", is_secret=True, language="en"))
    assert "482913" not in json.dumps(fcm.received[0].body)


def test_one_sign_in_serves_many_messages(fcm):
    for _ in range(3):
        FCM.send(parcel("t"))
    assert fcm.tokens_issued == 1


def test_a_phone_without_the_app_is_gone_and_the_other_one_rings(fcm):
    fcm.gone = {"old"}
    accepted = FCM.send(parcel("old", "new"))
    assert accepted.gone == (device_id("old"),)
    assert [message.to for message in fcm.received] == ["new"]


def test_when_all_are_gone_nothing_is_tried_again(fcm):
    fcm.gone = {"old"}
    with pytest.raises(Undeliverable) as met:
        FCM.send(parcel("old"))
    assert met.value.gone == (device_id("old"),)


def test_a_token_of_another_app_is_removed(fcm):
    fcm.faults.put(Fault(code="SENDER_ID_MISMATCH"))
    with pytest.raises(Undeliverable, match="another app") as met:
        FCM.send(parcel("t"))
    assert met.value.gone == (device_id("t"),)


def test_what_is_invalid_is_not_tried_again_and_the_device_stays(fcm):
    fcm.faults.put(Fault(code="INVALID_ARGUMENT"))
    with pytest.raises(Undeliverable) as met:
        FCM.send(parcel("t"))
    assert met.value.gone == ()


def test_apples_key_is_the_countys_matter(fcm):
    fcm.faults.always = Fault(code="THIRD_PARTY_AUTH_ERROR")
    with pytest.raises(Misconfigured):
        FCM.send(parcel("t"))


@pytest.mark.parametrize(("said", "waits"), [(90, 90), (None, 60)])
def test_a_quota_is_waited_for(fcm, said, waits):
    fcm.faults.put(Fault(code="QUOTA_EXCEEDED", retry_after=said))
    with pytest.raises(TryLater) as met:
        FCM.send(parcel("t"))
    assert met.value.retry_after_seconds == waits


@pytest.mark.parametrize(
    "fault",
    [Fault(code="UNAVAILABLE"), Fault(code="INTERNAL"), Fault(cut=True), Fault(status=503, retry_after=1)],
)
def test_the_librarys_hidden_retries_are_off(fcm, fault):
    FCM.send(parcel("t"))
    calls = fcm.calls
    fcm.faults.always = fault
    with pytest.raises(TryLater):
        FCM.send(parcel("t"))
    assert fcm.calls == calls + 1


def test_a_provider_that_is_away_is_not_asked_for_each_device(fcm):
    fcm.faults.always = Fault(code="UNAVAILABLE")
    with pytest.raises(TryLater):
        FCM.send(parcel("one", "two", "three"))
    assert fcm.calls == 2  # the sign-in and one message


def test_a_service_account_that_is_refused_is_the_countys_matter(fcm, settings):
    account = {**fcm.service_account, "token_uri": f"{fcm.url}/nowhere"}
    settings.FCM_SERVICE_ACCOUNT = json.dumps(account)
    with pytest.raises(Misconfigured):
        FCM.send(parcel("t"))
    assert fcm.received == []


def test_what_is_no_service_account_is_named(settings):
    settings.FCM_SERVICE_ACCOUNT = "{}"
    with pytest.raises(Misconfigured, match="FCM_SERVICE_ACCOUNT"):
        FCM.send(parcel("t"))


def test_google_itself_is_asked_when_no_address_is_set(fcm):
    """The stand-in's address is the only difference to the real one."""
    from firebase_admin import messaging

    app = _app(json.dumps(fcm.service_account), "")
    url = messaging._get_messaging_service(app)._fcm_url
    assert url == "https://fcm.googleapis.com/v1/projects/test-county/messages:send"
    adapter = messaging._get_messaging_service(app)._client.session.get_adapter(url)
    assert adapter.max_retries.total == 0


def test_without_a_device_nothing_is_sent(fcm):
    with pytest.raises(Undeliverable, match="no device"):
        FCM.send(parcel())
