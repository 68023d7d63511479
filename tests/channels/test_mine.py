"""The channels that reach me: how each last went, a test of each, and devices that come and go."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agents.endpoints import end_gone
from agents.models import Endpoint
from realtime.channels import CHANNELS
from realtime.mine.ask_test import AskedJustNow, ask_test
from realtime.mine.ways import ways_of
from realtime.models import Delivery, InboxEntry, Receipt
from realtime.outbox.worker import deliver_due
from tests.channels.test_failed_page import browser
from tests.conftest import NINE

pytestmark = pytest.mark.django_db
MINE, TEST = "/me/channels/", "/me/channels/test/"
ALL = ["inbox", "console", "socket", "sms_gateway", "fcm", "webpush", "email"]


@pytest.fixture(autouse=True)
def all_channels(settings):
    settings.MESSAGE_CHANNELS = ALL


@pytest.fixture
def wei_sees(cast) -> Client:
    return browser(cast.wei.user)


def test_the_agents_own_page_shows_them(wei_sees):
    page = wei_sees.get(reverse("agent:me")).content.decode()
    assert "Channels that reach me" in page and "109****0011" in page and "Test Demo inbox" in page
    assert "Log" not in page


def test_a_channel_that_needs_a_device_says_that_there_is_none(wei_sees, device):
    assert "does not lead to you yet" in wei_sees.get(MINE).content.decode()
    device("fcm", "very-secret")
    page = wei_sees.get(MINE).content.decode()
    assert "1 device" in page and "very-secret" not in page


def test_a_test_goes_through_the_outbox(wei_sees, cast):
    answer = wei_sees.post(TEST, {"channel": "inbox", "next": "/agent/me/"})
    assert answer["Location"] == "/agent/me/"
    deliver_due(CHANNELS["inbox"], at=timezone.now())
    entry = InboxEntry.objects.get()
    assert (entry.name, entry.kind) == ("魏代办", "channel_test")
    assert "sent" in wei_sees.get(MINE).content.decode()


def test_a_test_is_for_oneself_and_once_a_minute(cast):
    ask_test(cast.wei.user, "inbox", at=NINE)
    with pytest.raises(AskedJustNow):
        ask_test(cast.wei.user, "inbox", at=NINE + timedelta(seconds=30))
    ask_test(cast.wei.user, "socket", at=NINE)
    ask_test(cast.wei.user, "inbox", at=NINE + timedelta(minutes=1))
    assert set(Delivery.objects.values_list("user", flat=True)) == {cast.wei.user_id}


@pytest.mark.parametrize("channel", ["console", "pigeon", "", "sms_aliyun"])
def test_what_is_not_in_use_cannot_be_tested(wei_sees, channel):
    assert wei_sees.post(TEST, {"channel": channel}).status_code == 422
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("state", "receipt", "words"),
    [
        ("waiting", None, "on its way"),
        ("sent", "accepted", "sent"),
        ("sent", "delivered", "arrived"),
        ("sent", "failed", "did not arrive"),
        ("dead", None, "failed"),
        ("dropped", None, "was not needed any more"),
    ],
)
def test_how_the_last_one_went(cast, owe, state, receipt, words):
    delivery = owe("inbox", state=state)
    if receipt:
        ended = None if receipt == "accepted" else NINE
        Receipt.objects.create(
            delivery=delivery, channel="inbox", reference="r", state=receipt, accepted_at=NINE, ended_at=ended
        )
    with translation.override("en"):
        way = ways_of(cast.wei.user, at=NINE + timedelta(hours=1))[0]
        assert (way.channel, way.last) == ("inbox", words)


def test_nobody_is_sent_elsewhere(wei_sees):
    answer = wei_sees.post(TEST, {"channel": "inbox", "next": "https://evil.example/"})
    assert answer["Location"] == MINE


# Devices


def test_a_browser_registers_itself(wei_sees, push):
    said = {"value": json.dumps(push.subscription()), "label": "Linux"}
    assert wei_sees.post("/me/channels/browser/", said).json() == {"registered": True}
    assert "Linux" in wei_sees.get(MINE).content.decode()


def test_what_no_browser_says_is_refused(wei_sees):
    assert wei_sees.post("/me/channels/browser/", {"value": "{}"}).status_code == 422


def test_the_page_offers_the_browser_only_where_web_push_is_set_up(wei_sees, push, settings):
    assert "data-key=" in wei_sees.get(MINE).content.decode()
    settings.MESSAGE_CHANNELS = ["inbox"]
    assert "data-key=" not in wei_sees.get(MINE).content.decode()


def test_its_owner_removes_it_and_nobody_else(wei_sees, cast, device):
    mine = device("fcm", "token")
    url = f"/me/channels/{mine.pk}/remove/"
    assert browser(cast.dong.user).post(url).status_code == 404
    wei_sees.post(url)
    assert Endpoint.objects.get().ending == "removed"


def test_an_agent_is_told_once_that_a_device_is_gone(wei_sees, device):
    """F9: on the agent's own page, until it was read."""
    mine = device("fcm", "token", label="Old phone")
    end_gone([mine.pk], at=NINE)
    page = wei_sees.get(reverse("agent:me")).content.decode()
    assert "Old phone does not receive messages any more" in page
    wei_sees.post("/me/channels/seen/", {"next": "/agent/me/"})
    assert "Old phone" not in wei_sees.get(reverse("agent:me")).content.decode()


def test_an_officer_adds_a_letter_box(cast):
    li = browser(cast.li.user)
    assert "e-mail" in li.get(MINE).content.decode()
    wrong = li.post("/me/channels/email/", {"value": "li at home"})
    assert wrong.status_code == 422 and "li at home" in wrong.content.decode()
    li.post("/me/channels/email/", {"value": "li@example.invalid"})
    assert Endpoint.objects.get().kind == "email"


def test_an_agent_does_not(wei_sees):
    assert 'type="email"' not in wei_sees.get(MINE).content.decode()
    assert wei_sees.post("/me/channels/email/", {"value": "wei@example.invalid"}).status_code in {403, 422}
    assert not Endpoint.objects.exists()


def test_a_citizen_has_the_page_too(cast):
    assert "Channels that reach me" in browser(cast.chen).get(MINE).content.decode()


@pytest.mark.parametrize("path", ["", "test/", "email/", "browser/", "seen/"])
def test_nobody_has_nothing(path, cast):
    answer = Client().post(MINE + path, {"channel": "inbox"})
    assert answer.status_code in {302, 405} and not Delivery.objects.exists()


@pytest.mark.parametrize("path", ["test/", "email/", "browser/", "seen/"])
def test_a_look_changes_nothing(wei_sees, path):
    assert wei_sees.get(MINE + path).status_code == 405


def test_the_list_costs_the_same_for_one_channel_and_for_many(cast, owe, settings, django_assert_num_queries):
    for channel in ALL:
        owe(channel)
    # A door has read the roles with the user.
    assert cast.wei.user.as_officer is None
    with django_assert_num_queries(3):
        ways_of(cast.wei.user, at=NINE)
    settings.MESSAGE_CHANNELS = ["inbox"]
    with django_assert_num_queries(3):
        ways_of(cast.wei.user, at=NINE)
