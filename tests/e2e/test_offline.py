"""What a phone keeps: pages open without network, say how old they are, and are one person's alone."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order
from tests.e2e.conftest import sign_in
from tests.realtime.servers import wait_until

NOT_KEPT = "No network, and this page is not on your phone yet"
AS_OF = re.compile(r"This page is as of \d\d:\d\d\.")


def ready(page: Page, path: str) -> Page:
    """The page at ``path``, and the worker that keeps it, in charge."""
    page.goto(path)
    kept = """async (path) => {
        for (let tries = 0; tries < 400; tries++) {
            if (await caches.match(path, { ignoreVary: true })) return true;
            await new Promise((resolve) => setTimeout(resolve, 25));
        }
        return false;
    }"""
    assert page.evaluate(kept, path), f"{path} was not kept"
    return page


def kept_pages(page: Page) -> list[str]:
    return page.evaluate(
        """async () => (await caches.has("pages"))
          ? (await (await caches.open("pages")).keys()).map((request) => new URL(request.url).pathname) : []"""
    )


def test_a_page_seen_before_opens_without_network_and_says_how_old_it_is(phone, cast, wire):
    page = ready(phone(keeps=True, address=wire.address), "/")
    wire.cut()
    page.goto("/")
    expect(page.get_by_label("I want to…")).to_be_visible()
    expect(page.locator("#offline")).to_have_text(re.compile("No answer from the service. " + AS_OF.pattern))


def test_in_flight_mode_the_banner_says_offline(phone, cast):
    page = ready(phone(keeps=True), "/")
    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("#offline")).to_have_text(re.compile("Offline. " + AS_OF.pattern))


def test_a_page_never_seen_says_so_and_opens_by_itself_later(phone, cast, wire):
    page = ready(phone(keeps=True, address=wire.address), "/")
    wire.cut()
    page.goto("/items/")
    expect(page.get_by_role("heading", name=NOT_KEPT)).to_be_visible()
    wire.mend()
    expect(page.get_by_role("heading", name="No network")).to_have_count(0)
    expect(page).to_have_url(re.compile("/items/$"))


def test_a_slow_network_is_given_three_seconds(phone, cast, wire):
    page = ready(phone(keeps=True, address=wire.address), "/")
    # Frozen, the network neither answers nor fails.
    with wire.frozen():
        page.goto("/")
        expect(page.locator("#offline")).to_have_text(AS_OF)


def test_a_kept_copy_is_exchanged_for_the_page_as_soon_as_the_house_answers(phone, cast, wire):
    page = ready(phone(keeps=True, address=wire.address), "/")
    wire.cut()
    page.goto("/")
    expect(page.locator("#offline")).to_be_visible()
    wire.mend()
    expect(page.locator("#offline")).to_be_hidden()


def test_the_board_from_the_phones_memory_offers_no_claim(phone, site, cast, place):
    order = place(at=timezone.now())
    page = ready(phone(user=cast.wei.user, keeps=True), "/agent/")
    page.context.set_offline(True)
    page.goto("/agent/")
    button = page.locator(f"#card-{order.pk}").get_by_role("button", name="Claim")
    expect(button).to_be_disabled()
    expect(page.locator("#offline")).to_be_visible()
    claim_order(order.pk, agent=cast.wen, at=timezone.now())
    page.context.set_offline(False)
    expect(page.locator(f"#card-{order.pk}")).to_have_count(0)
    expect(page.locator("#offline")).to_be_hidden()


def test_signing_out_clears_what_the_phone_kept(phone, site, cast, place):
    place(at=timezone.now())
    page = ready(phone(user=cast.chen, keeps=True), "/orders/")
    page.goto("/me/")
    page.get_by_role("button", name="Sign out").tap()
    expect(page).to_have_url(f"{site}/")
    # The phone begins anew, as nobody's.
    wait_until(lambda: "/" in kept_pages(page), "the first page is kept")
    page.context.set_offline(True)
    page.goto("/orders/")
    expect(page.get_by_role("heading", name=NOT_KEPT)).to_be_visible()


def test_it_is_cleared_even_where_the_browser_does_not_know_the_header(phone, cast, place):
    place(at=timezone.now())
    page = ready(phone(user=cast.chen, keeps=True), "/orders/")
    page.goto("/me/")
    page.evaluate("localStorage.setItem('draft:ask', '{\"values\":{},\"at\":0}')")
    # To an address that the service worker leaves alone, so that it keeps nothing anew.
    page.route("**/account/sign-out/", lambda route: route.fulfill(json={"url": "/healthz"}))
    page.get_by_role("button", name="Sign out").tap()
    expect(page).to_have_url(re.compile("/healthz$"))
    assert kept_pages(page) == []
    assert page.evaluate("localStorage.length") == 0


def test_nothing_of_one_person_is_shown_after_another_signed_in(phone, site, cast, place):
    place(at=timezone.now())
    page = ready(phone(user=cast.chen, keeps=True), "/orders/")
    sign_in(page.context, site, cast.bai)
    page.goto("/me/")
    wait_until(lambda: "/me/" in kept_pages(page), "the page of the other is kept")
    assert "/orders/" not in kept_pages(page)
    page.context.set_offline(True)
    page.goto("/orders/")
    expect(page.get_by_role("heading", name=NOT_KEPT)).to_be_visible()


def test_the_phone_keeps_thirty_pages_at_most(phone, cast):
    page = ready(phone(keeps=True), "/")
    page.evaluate(
        """async () => { const cache = await caches.open("pages");
           for (let n = 0; n < 40; n++) await cache.put(`/items/?${n}`, new Response("")); }"""
    )
    page.goto("/items/")
    # Thirty, the two companions and the mark.
    wait_until(lambda: len(kept_pages(page)) == 33, "the oldest pages are gone")
    assert "/items/" in kept_pages(page) and "/" not in kept_pages(page)


def test_installed_it_is_a_site_of_its_own(phone, cast):
    page = phone(keeps=True)
    page.goto("/")
    told = page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())"
    )
    assert told["display"] == "standalone"
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )
