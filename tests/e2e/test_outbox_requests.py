"""A request sent without network waits on the phone and is placed once; who is not signed in keeps a draft."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.models import Order
from tests.e2e.conftest import sign_in
from tests.e2e.unsent import WAITS, nothing_waits
from tests.realtime.servers import wait_until


def ask(page: Page) -> None:
    page.goto(page.url if page.url.endswith("/ask/") else "/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨想问下危房那个补助")
    page.get_by_role("button", name="Next: where").tap()
    page.get_by_role("button", name="Next: for whom").tap()


def test_a_request_sent_without_network_is_placed_once_when_it_is_back(phone, cast, place):
    place(at=timezone.now(), wish="前一件")
    page = phone(user=cast.chen)
    ask(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send my request").tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert page.evaluate("localStorage.getItem('draft:ask')") is None
    page.context.set_offline(False)
    page.get_by_role("link", name="Look at it").tap()
    expect(page).to_have_url(re.compile("/orders/[0-9a-f-]{36}/"))
    assert Order.objects.count() == 2


def test_a_request_whose_answer_was_lost_is_one_order(phone, cast, place, wire):
    place(at=timezone.now(), wish="前一件")
    page = phone(user=cast.chen, address=wire.address)
    ask(page)
    wire.lose_answers()
    page.get_by_role("button", name="Send my request").tap()
    wait_until(lambda: Order.objects.count() == 2, "the request arrived")
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    nothing_waits(page)
    assert Order.objects.count() == 2


def test_who_is_not_signed_in_keeps_a_draft_and_is_told(phone, cast):
    page = phone()
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("办低保")
    page.get_by_role("button", name="Next: where").tap()
    page.get_by_role("button", name="Next: for whom").tap()
    page.context.set_offline(True)
    page.get_by_role("button", name="Go on: confirm my phone").tap()
    expect(page.get_by_text("What you wrote is kept on this phone.")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/outbox/")
    expect(page.get_by_role("heading", name="A request you began")).to_be_visible()
    expect(page.get_by_text("办低保")).to_be_visible()


def test_a_draft_of_one_person_is_not_shown_to_another(phone, site, cast):
    page = phone(user=cast.chen)
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("我的私事")
    sign_in(page.context, site, cast.bai)
    page.goto("/ask/")
    expect(page.get_by_label("In your own words")).to_have_value("")
