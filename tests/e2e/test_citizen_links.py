"""Following and rating by a link, choosing on the map, handing on, printing, reading aloud: in a real browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order, complete_order, start_order
from dispatch.orders.links import issue_follow_link, issue_rating_link, token_of
from dispatch.orders.models import Rating

LINE = (
    "window.spoken = []; window.speechSynthesis.speak = (each) => window.spoken.push([each.lang, each.text]);"
)


@pytest.fixture
def completed(cast, place):
    now = timezone.now()
    order = place(at=now - timedelta(hours=1), item_code=cast.card.code)
    claim_order(order.pk, agent=cast.wei, at=now)
    start_order(order.pk, agent=cast.wei, at=now)
    return complete_order(order.pk, agent=cast.wei, at=now, result="证已经送到家。")


def rating_path(order) -> str:
    link = issue_rating_link(order, at=timezone.now())
    assert link
    return f"/r/{token_of(link.pk, 'rate')}/"


def follow_path(order) -> str:
    link = issue_follow_link(order, at=timezone.now())
    return f"/f/{token_of(link.pk, 'follow')}/"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_link_of_the_message_rates_in_two_taps_and_only_once(phone, completed, scripts):
    page = phone(scripts=scripts)
    here = rating_path(completed)
    page.goto(here)
    page.get_by_label("very satisfied").check()
    page.get_by_role("button", name="Send my rating").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Rating.objects.get().grade == "very_satisfied"
    page.goto(here)
    expect(page.get_by_role("button", name="Send my rating")).to_have_count(0)


def test_on_the_agents_phone_there_are_no_faces(phone, cast, completed):
    page = phone(user=cast.wei.user)
    page.goto(rating_path(completed))
    expect(page.get_by_role("heading", name="Only the one who asked may rate.")).to_be_visible()
    expect(page.locator(".faces")).to_have_count(0)
    page.get_by_role("link", name="To the board").click()
    page.goto("/agent/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("I want to…")).to_be_visible()
    page.goto(rating_path(completed))
    expect(page.get_by_role("link", name="To the first page")).to_be_visible()
    expect(page.locator(".faces")).to_have_count(0)


def test_following_learns_of_the_claim_by_itself(phone, cast, place):
    order = place(at=timezone.now())
    page = phone()
    page.clock.install()
    page.goto(follow_path(order))
    expect(page.get_by_role("heading", name="The agents of the village have been told")).to_be_visible()
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("heading", name="魏代办 has taken it")).to_be_visible()


def test_the_page_is_read_aloud_sentence_by_sentence_and_can_be_stopped(phone, completed):
    page = phone(language="zh-CN")
    page.add_init_script(LINE)
    page.goto(follow_path(completed))
    button = page.get_by_role("button", name="念给我听")
    button.click()
    spoken = page.evaluate("window.spoken")
    assert {language for language, _ in spoken} == {"zh-CN"}
    assert any("办好了" in words for _, words in spoken) and not any(
        "念给我听" in words for _, words in spoken
    )
    stop = page.get_by_role("button", name="停止朗读")
    expect(stop).to_have_attribute("aria-pressed", "true")
    stop.click()
    expect(button).to_be_visible()


def test_in_large_text_every_page_offers_to_read(phone, site, cast):
    page = phone(user=cast.chen)
    page.context.add_cookies([{"name": "text_size", "value": "large", "url": site}])
    for path in ("/", "/items/", f"/items/{cast.card.code}/", "/ask/", "/orders/", "/me/", "/me/data/"):
        page.goto(path)
        expect(page.locator("[data-read]:visible")).to_have_count(1)


def test_the_village_is_chosen_on_the_map_and_kept_in_the_list(phone, cast):
    page = phone()
    page.goto(f"/ask/?item={cast.card.code}")
    page.get_by_role("button", name="Next: where").click()
    page.get_by_text("Choose it on the map").click()
    page.get_by_role("button", name="毛俊镇").click()
    page.get_by_role("button", name="东河村").click()
    village = page.locator("#village_code")
    expect(village).to_have_value(cast.east.village_id)
    expect(village).to_be_focused()
    expect(page.locator("#place-map")).to_be_hidden()


def test_the_address_of_a_clear_card_is_handed_on(phone, cast, site):
    page = phone(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(f"/items/{cast.card.code}/")
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_text("Copied. Now paste it into a message.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/items/{cast.card.code}/"
    picture = page.get_by_role("img", name="QR code of this page")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("each => each.naturalWidth") > 0


def test_where_the_phone_can_share_it_does(phone, cast, site):
    page = phone()
    page.add_init_script("Navigator.prototype.share = async (said) => { window.shared = said }")
    page.goto(f"/items/{cast.card.code}/")
    page.get_by_role("button", name="Send it to somebody").click()
    assert page.evaluate("window.shared") == {
        "title": cast.card.name,
        "url": f"{site}/items/{cast.card.code}/",
    }


@pytest.mark.parametrize("size", ["normal", "large"])
def test_a_clear_card_prints_on_one_sheet(phone, site, cast, size):
    cast.card.materials = [f"第 {number} 样材料,原件和复印件各一份" for number in range(1, 9)]
    cast.card.promised_days, cast.card.statutory_days = 3, 20
    cast.card.statutory_law = "《湖南省老年人权益保障条例》"
    cast.card.save()
    page = phone()
    page.context.add_cookies([{"name": "text_size", "value": size, "url": site}])
    page.goto(f"/items/{cast.card.code}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Let an agent do it for me")).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_erasing_asks_whether_one_is_sure(phone, cast):
    page = phone(user=cast.chen)
    page.goto("/me/data/")
    page.get_by_text("Erase everything about me").click()
    page.get_by_role("button", name="Erase my data").click()
    expect(page.locator("#problems")).to_be_focused()
    page.get_by_label("Yes, erase everything").check()
    page.get_by_role("button", name="Erase my data").click()
    expect(page.get_by_text("Your data is erased.")).to_be_visible()


WIDTHS = [(320, 640), (360, 740), (1280, 800)]


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_page_behind_a_link_scrolls_sideways(phone, site, cast, completed, size, language):
    page: Page = phone(language=language)
    page.context.add_cookies([{"name": "text_size", "value": size, "url": site}])
    for path in (follow_path(completed), rating_path(completed), "/f/nope/", "/styleguide/"):
        page.goto(path)
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
