"""The demo inbox: one page in place of everybody's phone."""

import pytest
from django.test import Client
from django.urls import reverse

from agents.signals import code_issued
from dispatch.orders.actions import claim_order
from realtime.models import InboxEntry, ReplyCode
from tests.conftest import NINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client: Client):
    def text(**query: str) -> str:
        answer = client.get(reverse("realtime:inbox"), query)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        return answer.content.decode()

    return text


def test_it_shows_to_whom_what_was_said_newest_first(cast, place, send_all, shown):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    send_all()
    page = shown()
    assert "陈奶奶" in page and "10900000001" in page and order.number in page


def test_one_phone_is_shown_by_its_number(cast, place, send_all, shown):
    place()
    send_all()
    wei = shown(phone="109 0000 0011")
    assert "魏代办" in wei and "文代办" not in wei


def test_no_number_at_all_is_a_sentence(client, cast):
    answer = client.get(reverse("realtime:inbox"), {"phone": "12"})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


def test_outside_demo_mode_there_is_no_such_page(client, cast, settings):
    settings.DEMO = False
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    from django.http import Http404
    from django.test import RequestFactory

    from realtime.inbox.views import inbox

    with pytest.raises(Http404):
        inbox(RequestFactory().get("/demo/inbox/"))


def test_a_real_number_typed_in_by_a_visitor_is_masked(cast, send_all, shown):
    code_issued.send(
        None,
        phone="+8613812345678",
        code="482913",
        county=cast.county,
        user=None,
        at=NINE,
        expires_at=NINE.replace(hour=2),
    )
    send_all()
    page = shown()
    assert "138****5678" in page and "13812345678" not in page


def test_what_is_kept_is_sealed(cast, place, send_all):
    from django.db import connection

    place()
    send_all()
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(e::text, '') from realtime_inboxentry e")
        (raw,) = cursor.fetchone()
    assert InboxEntry.objects.count() == 2 and "魏代办" not in raw and "10900000011" not in raw


def test_an_answer_from_a_phone_goes_the_way_of_every_sms(cast, place, send_all, client, shown):
    order = place()
    send_all()
    digits = ReplyCode.objects.get(agent=cast.wei).code
    assert digits in shown(phone="10900000011")
    answer = client.post(reverse("realtime:reply"), {"phone": "10900000011", "text": f"抢 {digits}"})
    assert answer.url == reverse("realtime:inbox") + "?phone=10900000011"
    order.refresh_from_db()
    assert order.agent == cast.wei


def test_nobody_answers_for_a_real_phone_or_outside_demo_mode(cast, client, settings):
    real = {"phone": "13812345678", "text": "抢 4821"}
    assert client.post(reverse("realtime:reply"), real).status_code == 403
    settings.DEMO = False
    assert client.post(reverse("realtime:reply"), real).status_code == 404
