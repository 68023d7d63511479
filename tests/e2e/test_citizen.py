"""A citizen's whole way on a phone, with scripts and without."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order, complete_order, start_order
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import State
from tests.realtime.servers import wait_until


@pytest.fixture
def popular(cast):
    cast.card.popular_rank = 1
    cast.card.materials = ["居民身份证", "一寸照片"]
    cast.card.save()
    return cast.card


def choose_village(page: Page, cast) -> None:
    page.locator("#village_code").select_option(cast.west.village_id)


def fill_who(page: Page) -> None:
    page.get_by_label("Name").fill("陈奶奶")
    page.get_by_label("Mobile number").fill("109 0000 0001")


def test_from_vague_words_to_a_placed_order(phone, cast, popular, codes):
    page = phone()
    page.goto("/")
    page.get_by_label("I want to…").fill("老年优待证")
    page.locator("#suggestions").get_by_text(popular.name).click()
    expect(page.get_by_text("居民身份证")).to_be_visible()
    page.get_by_role("link", name="Let an agent do it for me").click()
    expect(page.locator("#where")).to_be_hidden()
    page.get_by_role("button", name="Next: where").click()
    choose_village(page, cast)
    page.get_by_role("button", name="Next: for whom").click()
    fill_who(page)
    page.get_by_role("button", name="Go on: confirm my phone").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    page.get_by_label("Code").fill(codes[-1])
    page.get_by_role("button", name="Confirm and send my request").click()
    expect(page.get_by_role("heading", name="The agents of 西山村 have been told")).to_be_visible()
    order = Order.objects.get()
    assert page.url.endswith(f"/orders/{order.pk}/")
    assert (order.citizen, order.item, order.grid) == (cast.chen, popular, cast.west)
    # What is sent is a draft no more.
    wait_until(lambda: page.evaluate("localStorage.length") == 0, "the draft is forgotten")


def test_a_returning_citizen_needs_three_pages_and_six_taps_at_most(phone, cast, popular, place):
    place(at=timezone.now())
    page = phone(user=cast.chen)
    taps = 0
    page.goto("/")
    page.get_by_label("I want to…").fill("老年优待证")
    for tapped in (
        page.locator("#suggestions").get_by_text(popular.name),
        page.get_by_role("link", name="Let an agent do it for me"),
        page.get_by_role("button", name="Next: where"),
        page.get_by_role("button", name="Next: for whom"),
        page.get_by_role("button", name="Send my request"),
    ):
        tapped.click()
        taps += 1
    expect(page).to_have_url(re.compile("/orders/[0-9a-f-]{36}/"))
    assert taps <= 6
    assert Order.objects.count() == 2


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_without_scripts_it_can_be_placed_followed_and_rated(phone, cast, popular, codes, language):
    page = phone(scripts=False, language=language)
    page.goto("/")
    page.locator("form[action='/ask/'] input[name=wish]").fill("老年优待证")
    page.locator("form[action='/ask/'] button[type=submit]").tap()
    page.get_by_label(popular.name).check()
    choose_village(page, cast)
    page.locator("[name=applicant_name]").fill("陈奶奶")
    page.locator("[name=applicant_phone]").fill("109 0000 0001")
    press(page, "#ask")
    expect(page.locator("[name=code]")).to_be_visible()
    page.locator("[name=code]").fill(codes[-1])
    press(page, "form:has([name=code])")
    expect(page.locator("#order-live")).to_be_visible()
    order = Order.objects.get()
    assert order.item == popular
    now = timezone.now()
    claim_order(order.pk, agent=cast.wei, at=now)
    start_order(order.pk, agent=cast.wei, at=now)
    complete_order(order.pk, agent=cast.wei, at=now, result="证已经送到家。")
    page.locator("#order-live .without-scripts a").tap()
    expect(page.locator("#order-live").get_by_text("证已经送到家。").first).to_be_visible()
    page.locator("[name=grade][value=very_satisfied]").check()
    press(page, "form[action$='/rate/']")
    thanks = {"en": "Thank you. Your rating is kept.", "zh-CN": "谢谢，评价已记下。"}
    expect(page.get_by_text(thanks[language])).to_be_visible()
    assert Rating.objects.get().grade == "very_satisfied"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_without_scripts_it_can_be_added_to_and_withdrawn(phone, cast, place, language):
    order = place(at=timezone.now())
    page = phone(user=cast.chen, scripts=False, language=language)
    page.goto(f"/orders/{order.pk}/")
    fold(page, "/note/").tap()
    page.locator("form[action$='/note/'] textarea").fill("我下午在家")
    press(page, "form[action$='/note/']")
    expect(page.locator("blockquote", has_text="我下午在家")).to_be_visible()
    fold(page, "/cancel/").tap()
    press(page, "form[action$='/cancel/']")
    ended = {"en": "Nobody is working on it any more.", "zh-CN": "已经不再办理。"}
    expect(page.get_by_text(ended[language])).to_be_visible()
    order.refresh_from_db()
    assert order.state == State.CANCELLED


def press(page: Page, form: str) -> None:
    page.locator(f"{form} button[type=submit]:visible").last.tap()


def fold(page: Page, action: str):
    """What opens the form with this address."""
    return page.locator("details", has=page.locator(f"form[action$='{action}']")).locator("summary").first


def test_an_open_page_learns_of_the_claim_without_reloading_and_keeps_half_typed_words(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.chen)
    page.goto(f"/orders/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    page.evaluate("window.sameDocument = true")
    page.get_by_text("Add something").click()
    words = page.get_by_label("What should the agent know?")
    words.fill("我下午在家,")
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    expect(page.get_by_role("link", name="Call 魏代办")).to_be_visible(timeout=3_000)
    start_order(order.pk, agent=cast.wei, at=timezone.now())
    expect(page.get_by_text("魏代办 is doing it")).to_be_visible(timeout=3_000)
    assert page.evaluate("window.sameDocument")
    expect(words).to_have_value("我下午在家,")
    expect(words).to_be_visible()


def test_when_it_is_done_the_page_asks_for_the_rating_by_itself(phone, cast, place):
    now = timezone.now()
    order = place(at=now)
    claim_order(order.pk, agent=cast.wei, at=now)
    start_order(order.pk, agent=cast.wei, at=now)
    page = phone(user=cast.chen)
    page.goto(f"/orders/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    complete_order(order.pk, agent=cast.wei, at=timezone.now(), result="好了")
    expect(page.get_by_role("heading", name="How was it?")).to_be_visible(timeout=3_000)


def test_a_half_written_request_is_still_there_after_the_page_was_closed(phone, cast):
    page = phone()
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨想问下危房那个补助")
    page.get_by_role("button", name="Next: where").click()
    choose_village(page, cast)
    page.goto("/")
    page.goto("/ask/")
    expect(page.get_by_label("In your own words")).to_have_value("屋里漏雨想问下危房那个补助")
    page.get_by_role("button", name="Next: where").click()
    expect(page.locator("#village_code")).to_have_value(cast.west.village_id)


def test_a_mistake_takes_the_focus_names_the_field_and_opens_its_step(phone, cast):
    page = phone()
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("办低保")
    page.get_by_role("button", name="Next: where").click()
    choose_village(page, cast)
    page.get_by_role("button", name="Next: for whom").click()
    page.get_by_label("Name").fill("陈奶奶")
    page.get_by_label("Mobile number").fill("0746-2210000")
    page.get_by_role("button", name="Go on: confirm my phone").click()
    summary = page.locator("#problems")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="This is a landline").click()
    field = page.get_by_label("Mobile number")
    expect(field).to_be_focused()
    expect(field).to_have_value("0746-2210000")
    expect(field).to_have_attribute("aria-invalid", "true")


def test_the_phone_tells_where_it_is_when_asked(phone, cast):
    page = phone(geolocation={"latitude": 25.05, "longitude": 112.05}, permissions=["geolocation"])
    page.goto("/ask/?item=" + cast.card.code)
    page.get_by_role("button", name="Next: where").click()
    page.get_by_role("button", name="Use my location").click()
    expect(page.get_by_text("Found: the agents of this place will hear of it.")).to_be_visible()
    assert page.locator("input[name=lat]").input_value() == "25.050000"


def test_a_phone_that_does_not_tell_where_it_is_says_what_to_do(phone, cast):
    page = phone(permissions=[])
    page.goto("/ask/?item=" + cast.card.code)
    page.get_by_role("button", name="Next: where").click()
    page.get_by_role("button", name="Use my location").click()
    expect(
        page.get_by_text("Your phone did not tell where it is. Please choose the village.")
    ).to_be_visible()


def test_the_countdown_runs_and_ends_by_itself(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.chen)
    page.clock.install()
    page.goto(f"/orders/{order.pk}/")
    clock = page.locator("#order-live [data-clock]")
    expect(clock).to_have_text(re.compile("^(9:5|10:00)"))
    page.clock.fast_forward(5 * 60 * 1000)
    expect(clock).to_have_text(re.compile("^(4:|5:0)"))


WIDTHS = [(320, 640), (360, 740), (1280, 800)]


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_page_scrolls_sideways_and_thumbs_find_their_targets(
    phone, site, cast, popular, place, size, language
):
    order = place(at=timezone.now(), item_code=popular.code)
    page = phone(user=cast.chen, language=language)
    page.context.add_cookies([{"name": "text_size", "value": size, "url": site}])
    target = 60 if size == "large" else 48
    for path in (
        "/",
        "/items/",
        f"/items/{popular.code}/",
        "/ask/",
        f"/orders/{order.pk}/",
        "/orders/",
        "/me/",
    ):
        page.goto(path)
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        page.set_viewport_size({"width": 360, "height": 740})
        assert _small_targets(page, target) == [], path


def _small_targets(page: Page, least: int) -> list[str]:
    """Buttons, fields and links that stand alone (not within a sentence) and are lower than they should be."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll(
            "button, a.button, .input, .choice, .tile, .tabs a, .list a, summary, .round, .pill")]
          .filter((each) => each.offsetParent !== null)
          .filter((each) => each.getBoundingClientRect().height < least - 0.5)
          .map((each) => `${each.className} ${each.getBoundingClientRect().height} ${each.textContent.trim()}`)""",
        least,
    )
