"""The small forms without network: duty, calling, resuming, what is under "me", signing out.

A tap never ends on the browser's own error page: the page stays and says what happened; a second tap doubles nothing.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agents.models import Agent, User
from dispatch.orders.actions import claim_order, start_order, suspend_order
from dispatch.orders.links import issue_follow_link
from dispatch.orders.models import Order, OrderEvent, OrderLink, Reveal
from dispatch.orders.states import State
from realtime.models import Message
from tests.e2e.at_an_order import state_of
from tests.e2e.unsent import NOBODY_KNOWS, REACHED_AGAIN
from tests.realtime.servers import wait_until

NOTHING_TO_SHOW = "there is nothing to show yet"
KEEPS = "is kept on this phone"


@pytest.fixture
def claimed(cast, place) -> Order:
    return claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("data-asks-again", "")
    return page


def note(page: Page):
    return page.locator(".outbox-note")


# ---- duty


@pytest.mark.parametrize("path", ["/agent/", "/agent/orders/", "/agent/me/"])
def test_the_duty_switch_without_network_says_so_and_stays_as_it_is(phone, cast, wire, path):
    page = opened(phone(user=cast.wei.user, address=wire.address), path)
    wire.cut()
    page.get_by_role("switch").tap()
    expect(note(page)).to_be_focused()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    # Beside the switch, not squeezed into its bar.
    assert note(page).bounding_box()["width"] > 280
    wire.mend()
    expect(note(page).get_by_text(REACHED_AGAIN)).to_be_visible(timeout=25_000)
    assert Agent.objects.get(pk=cast.wei.pk).is_on_duty
    page.get_by_role("switch").tap()
    expect(page.get_by_text("You are off duty.", exact=True)).to_be_visible()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "false")


def test_a_switch_whose_answer_was_lost_is_not_thrown_back(phone, cast, wire):
    page = opened(phone(user=cast.wei.user, address=wire.address), "/agent/me/")
    wire.lose_answers()
    page.get_by_role("switch").tap()
    wait_until(lambda: not Agent.objects.get(pk=cast.wei.pk).is_on_duty, "it arrived")
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("switch").tap()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "false")
    assert not Agent.objects.get(pk=cast.wei.pk).is_on_duty


# ---- calling and resuming


def test_calling_from_the_list_without_network_says_so_and_counts_no_look(phone, cast, claimed, wire):
    page = opened(phone(user=cast.wei.user, address=wire.address), "/agent/orders/")
    wire.cut()
    page.get_by_role("button", name="Call the applicant").tap()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    expect(note(page).get_by_text(REACHED_AGAIN)).to_be_visible(timeout=25_000)
    page.get_by_role("button", name="Call the applicant").tap()
    expect(page.get_by_role("link", name="Call", exact=True)).to_have_attribute("href", re.compile("^tel:"))
    expect(page).to_have_url(re.compile(f"/agent/orders/{claimed.pk}/$"))
    assert Reveal.objects.count() == 1


def test_showing_the_number_on_the_orders_page_without_network(phone, cast, claimed, wire):
    page = opened(phone(user=cast.wei.user, address=wire.address), f"/agent/orders/{claimed.pk}/")
    wire.cut()
    page.get_by_role("button", name="Show and call").tap()
    expect(note(page)).to_contain_text(NOTHING_TO_SHOW)
    assert Reveal.objects.count() == 0
    wire.mend()
    expect(note(page).get_by_text(REACHED_AGAIN)).to_be_visible(timeout=25_000)
    page.get_by_role("button", name="Show and call").tap()
    expect(page.get_by_role("link", name="Call", exact=True)).to_be_visible()
    assert Reveal.objects.count() == 1


def test_resuming_from_the_list_whose_answer_was_lost_is_done_once(phone, cast, claimed, wire):
    start_order(claimed.pk, agent=cast.wei, at=timezone.now())
    suspend_order(claimed.pk, agent=cast.wei, reason="缺照片", at=timezone.now())
    page = opened(phone(user=cast.wei.user, address=wire.address), "/agent/orders/")
    wire.lose_answers()
    page.get_by_role("button", name="resume").tap()
    wait_until(lambda: state_of(claimed) == State.IN_PROGRESS, "it arrived")
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="resume").tap()
    # The second one is answered by the order as it stands.
    expect(page.locator("#order-head").get_by_text("In progress")).to_be_visible()
    assert OrderEvent.objects.filter(kind="resumed").count() == 1


# ---- under "me"


def test_the_name_is_kept_on_the_phone_until_it_arrives(phone, cast, wire):
    page = opened(phone(user=cast.chen, address=wire.address), "/me/")
    wire.cut()
    page.get_by_label("How may the agent call you?").fill("陈大娘")
    page.get_by_role("button", name="Keep this name").tap()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    expect(note(page)).to_contain_text(KEEPS)
    wire.mend()
    page.reload()
    expect(page.get_by_label("How may the agent call you?")).to_have_value("陈大娘")
    assert User.objects.get(pk=cast.chen.pk).name != "陈大娘"
    page.get_by_role("button", name="Keep this name").tap()
    expect(page.get_by_text("Your name is kept.")).to_be_visible()
    assert User.objects.get(pk=cast.chen.pk).name == "陈大娘"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:'))") == []


@pytest.mark.parametrize(("who", "path"), [("chen", "/me/"), ("wei", "/agent/me/")])
def test_text_size_and_language_say_so_and_work_when_asked_again(phone, cast, wire, who, path):
    user = cast.chen if who == "chen" else cast.wei.user
    page = opened(phone(user=user, address=wire.address), path)
    wire.cut()
    for button in ("Large text", "中文"):
        page.get_by_role("button", name=button).tap()
        expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="中文").tap()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_the_sentence_comes_in_the_language_of_the_page(phone, cast, wire):
    page = opened(phone(user=cast.wei.user, address=wire.address, language="zh-CN"), "/agent/me/")
    wire.cut()
    page.get_by_role("switch").tap()
    expect(note(page)).to_contain_text("没收到答复")


def test_a_portrait_stays_chosen_and_is_set_when_asked_again(phone, cast, wire, camera, media):
    page = opened(phone(user=cast.wei.user, address=wire.address), "/agent/me/")
    page.get_by_text("My portrait").tap()
    page.locator("#photo").set_input_files(camera)
    wire.cut()
    page.get_by_role("button", name="Use this portrait").tap()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="Use this portrait").tap()
    expect(page.get_by_text("The portrait is set.")).to_be_visible()


def test_a_test_message_whose_answer_was_lost_is_one_message(phone, cast, wire):
    page = opened(phone(user=cast.wei.user, address=wire.address), "/agent/me/")
    wire.lose_answers()
    page.get_by_role("button", name="Test").first.tap()
    wait_until(lambda: Message.objects.filter(kind="channel_test").exists(), "it arrived")
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="Test").first.tap()
    expect(page.locator("body")).to_contain_text(re.compile("less than a minute ago|A test is on its way"))
    minutes = {message.key for message in Message.objects.filter(kind="channel_test")}
    assert len(minutes) == Message.objects.filter(kind="channel_test").count()


def test_a_link_to_follow_by_is_withdrawn_when_asked_again(phone, cast, claimed, wire):
    issue_follow_link(claimed, at=timezone.now())
    page = opened(phone(user=cast.chen, address=wire.address), f"/orders/{claimed.pk}/?link=1")
    wire.lose_answers()
    page.get_by_role("button", name="Withdraw the link").tap()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="Withdraw the link").tap()
    expect(page.get_by_text("The link is withdrawn.")).to_be_visible()
    assert OrderLink.objects.filter(purpose="follow", revoked_at=None).count() == 0


# ---- leaving


def test_signing_out_without_network_clears_nothing_and_says_so(phone, cast, wire):
    page = phone(user=cast.chen, address=wire.address)
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨")
    opened(page, "/me/")
    wire.cut()
    page.get_by_role("button", name="Sign out").tap()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    assert page.evaluate("localStorage.getItem('draft:ask')")
    wire.mend()
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("link", name="Sign in with your phone")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_signing_out_whose_answer_was_lost_still_clears_the_phone(phone, cast, wire):
    page = phone(user=cast.chen, address=wire.address)
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨")
    opened(page, "/me/")
    wire.lose_answers()
    page.get_by_role("button", name="Sign out").tap()
    expect(note(page)).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("link", name="Sign in with your phone")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_erasing_without_saying_so_loses_no_draft(phone, cast):
    page = phone(user=cast.chen)
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨")
    opened(page, "/me/data/")
    page.get_by_text("Erase everything about me").tap()
    page.get_by_role("button", name="Erase my data").tap()
    expect(page.locator("#problems")).to_be_visible()
    assert page.evaluate("localStorage.getItem('draft:ask')")
