"""Failed deliveries: a manager of the county sees them with the reason, is told, and sends them again (F5)."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agents.models import County, Officer
from realtime.channels import CHANNELS
from realtime.failed.actions import raise_alarm, send_again
from realtime.models import Delivery, InboxEntry, Message, Resending
from realtime.outbox.worker import deliver_due
from realtime.words.kinds import KINDS
from realtime.words.labels import KIND_LABELS
from realtime.words.reasons import REASONS, reason_words
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.conftest import BACKEND

pytestmark = pytest.mark.django_db
LIST, AGAIN = "/office/failed/", "/office/failed/again/"
LATER = NINE + timedelta(minutes=30)


def browser(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def li(cast) -> Client:
    return browser(cast.li.user)


@pytest.fixture
def dead(owe):
    """``dead("inbox")``: one that was given up."""

    def buried(channel="inbox", **said) -> Delivery:
        return owe(channel, state="dead", attempts=8, last_error="provider says 500", **said)

    return buried


def test_the_page_says_to_whom_by_what_and_why(li, dead, cast):
    dead()
    dead("sms_aliyun", user=cast.chen)
    page = li.get(LIST).content.decode()
    for words in ("魏代办", "provider says 500", "Demo inbox", "SMS by Alibaba Cloud", "tried 8 times"):
        assert words in page
    assert "陈奶奶" not in page and "10900000001" not in page and "陈**" in page


def test_one_channel_alone(li, dead):
    dead("sms_aliyun")
    dead("inbox")
    page = li.get(LIST, {"channel": "inbox"}).content.decode()
    assert page.count("Send again") == 1


def test_nothing_failed_is_said_too(li):
    assert "Everything was delivered." in li.get(LIST).content.decode()


def test_sending_again_is_eight_new_starts_and_a_line_of_who(li, dead, cast):
    delivery = dead()
    answer = li.post(AGAIN, {"delivery": delivery.pk}, follow=True)
    assert "1 message is sent again." in answer.content.decode()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("waiting", 0, "")
    row = Resending.objects.get()
    assert (row.officer, row.error) == (cast.li, "provider says 500")
    deliver_due(CHANNELS["inbox"], at=delivery.due_at)
    assert InboxEntry.objects.count() == 1


def test_all_of_a_channel(li, dead):
    for channel in ("inbox", "inbox", "console"):
        dead(channel)
    li.post(AGAIN, {"channel": "inbox", "all": "1"})
    assert sorted(Delivery.objects.values_list("channel", "state")) == [
        ("console", "dead"),
        ("inbox", "waiting"),
        ("inbox", "waiting"),
    ]


def test_twice_is_once(dead, cast):
    delivery = dead()
    assert send_again([delivery.pk], by=cast.li, at=LATER) == 1
    assert send_again([delivery.pk], by=cast.li, at=LATER) == 0


@pytest.mark.parametrize("raw", ["x", "", "1"])
def test_what_is_no_delivery_is_refused(li, raw):
    assert li.post(AGAIN, {"delivery": raw}).status_code == 422


def test_who_sent_again_is_never_altered(dead, cast):
    send_again([dead().pk], by=cast.li, at=LATER)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update realtime_resending set error = ''")


def test_only_the_countys_manager_may(dead, cast):
    delivery = dead()
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    foreign = make_officer(county, "外县主任", "fa", Officer.Role.COUNTY_MANAGER, at=NINE)
    for user in (cast.sun.user, cast.wei.user, cast.chen):
        assert browser(user).get(LIST).status_code == 403
        assert browser(user).post(AGAIN, {"delivery": delivery.pk}).status_code == 403
    assert Client().get(LIST).status_code == 302
    stranger = browser(foreign.user)
    assert "魏代办" not in stranger.get(LIST).content.decode()
    stranger.post(AGAIN, {"delivery": delivery.pk})
    delivery.refresh_from_db()
    assert delivery.state == "dead"


def test_a_look_changes_nothing(li, dead):
    delivery = dead()
    assert li.get(AGAIN).status_code == 405
    li.get(LIST)
    delivery.refresh_from_db()
    assert delivery.state == "dead"


def test_the_page_costs_the_same_for_one_and_for_forty(li, dead, django_assert_max_num_queries):
    for _ in range(40):
        dead()
    with django_assert_max_num_queries(9):
        li.get(LIST)


def test_the_navigation_leads_there_for_managers_only(cast, li):
    assert LIST in li.get(reverse("office:people")).content.decode()
    assert LIST not in browser(cast.sun.user).get(reverse("office:people")).content.decode()


# The alarm


def test_the_managers_hear_of_it_once_an_hour(dead):
    dead()
    for minutes in (1, 2, 50):
        raise_alarm(at=NINE + timedelta(minutes=minutes))
    alarms = Delivery.objects.filter(message__kind="deliveries_failed", channel="inbox")
    assert list(alarms.values_list("user__username", flat=True)) == ["li"]
    assert "/office/failed/" in sent_links()


def sent_links() -> list[str]:
    deliver_due(CHANNELS["inbox"], at=LATER)
    return [entry.link for entry in InboxEntry.objects.all()]


def test_an_alarm_that_fails_raises_no_alarm(dead):
    dead()
    raise_alarm(at=LATER)
    Delivery.objects.filter(message__kind="deliveries_failed").update(state="dead")
    Delivery.objects.exclude(message__kind="deliveries_failed").update(state="sent")
    raise_alarm(at=LATER + timedelta(hours=1))
    assert Message.objects.filter(kind="deliveries_failed").count() == 1


def test_an_old_failure_raises_no_alarm(dead):
    dead()
    raise_alarm(at=NINE + timedelta(hours=2))
    assert not Message.objects.filter(kind="deliveries_failed").exists()


# Reasons


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("no device of this person is registered", "The receiver has registered no device for this."),
        (
            "the provider refuses the credentials (401)",
            "The provider does not accept the county's key (401). It may be wrong or expired.",
        ),
        ("isv.AMOUNT_NOT_ENOUGH", "The county's account at the provider is empty (isv.AMOUNT_NOT_ENOUGH)."),
        (
            "SMS_GATEWAY_URL and SMS_GATEWAY_SECRET are not set",
            "The site's settings are incomplete: SMS_GATEWAY_URL.",
        ),
        ("the provider says 400", "The provider refused it (400)."),
        ("isv.SOMETHING_NEW", "isv.SOMETHING_NEW"),
    ],
)
def test_a_reason_is_said_in_words_and_keeps_the_providers_code(error, words):
    with translation.override("en"):
        assert reason_words(error) == words


def test_every_reason_can_be_filled_in_both_languages():
    """A translation that names another variable would break the page."""
    for pattern, sentence in REASONS:
        names = re.compile(pattern).groupindex
        for language in ("en", "zh-hans"):
            with translation.override(language):
                assert str(sentence) % dict.fromkeys(names, "x") if names else str(sentence)


def test_every_kind_of_message_has_a_name():
    assert set(KIND_LABELS) == set(KINDS)
