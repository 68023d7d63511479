"""Scripts as a county's phones get them: joined and under hashed names. All other tests load the modules one by one."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order, OrderEvent
from tests.e2e.test_agent import card_of
from tests.e2e.test_live import ask
from tests.e2e.test_offline import AS_OF, ready
from tests.e2e.test_outbox import note
from tests.e2e.unsent import WAITS
from tests.e2e.wire import Wire
from tests.realtime.servers import daphne_process, free_port, wait_until, wait_until_listening

# A process of its own on a busy machine.
STARTED_SECONDS = 60.0


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the environment says of the site's static files, which are collected."""
    said = {"STATIC_HASHED": "1", "STATIC_ROOT": str(tmp_path_factory.mktemp("static"))}
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, check=True, env=os.environ | said)
    return said


@pytest.fixture(scope="module")
def port(collected: dict[str, str], django_db_setup: None) -> Iterator[int]:
    """Where a site listens that serves its files as a county's does."""
    port = free_port()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in collected.items():
            environment.setenv(name, value)
        process = daphne_process(port, redis_url="")
    try:
        wait_until_listening(port, seconds=STARTED_SECONDS)
        yield port
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def county(site: str, port: int) -> Iterator[Wire]:
    """The network to it."""
    with Wire(port) as between:
        yield between


def loaded(page: Page) -> list[str]:
    """Names of the scripts a page loaded, without their hashes."""
    urls = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return [
        re.sub(r"\.[0-9a-f]{12}", "", url.partition("/static/")[2]) for url in urls if url.endswith(".js")
    ]


def test_asked_on_one_phone_claimed_on_another_with_few_files(phone, cast, place, county):
    place(at=timezone.now(), wish="前一件")
    chen = phone(user=cast.chen, address=county.address)
    wei = phone(user=cast.wei.user, address=county.address)
    wei.goto("/agent/")
    expect(wei.locator("html")).to_have_attribute("data-live", "up")
    ask(chen)
    order = Order.objects.latest("placed_at")
    expect(card_of(wei, order)).to_be_visible()
    assert "js/board.js" in loaded(wei) and "js/board_cards.js" not in loaded(wei)
    card_of(wei, order).get_by_role("button", name="Claim").tap()
    expect(wei).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))
    expect(chen.get_by_role("link", name="Call 魏代办")).to_be_visible()
    for page in (chen, wei):
        page.wait_for_load_state("networkidle")
        names = loaded(page)
        assert len(names) == len(set(names)) <= 12


def test_a_note_waits_without_network_and_goes_off_once(phone, cast, place, county):
    order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.wei.user, address=county.address)
    page.goto(f"/agent/orders/{order.pk}/")
    county.cut()
    note(page, order)
    expect(page.locator(".outbox-note").filter(has_text=WAITS)).to_be_focused()
    county.mend()
    page.goto("/outbox/")
    wait_until(lambda: OrderEvent.objects.filter(kind="noted").count() == 1, "the note arrived")
    expect(page.locator("#outbox-none")).to_be_visible()


def test_every_page_opens_with_its_scripts_without_network(phone, cast, place, county):
    """The worker keeps each joined file, also those of pages that were never opened."""
    order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    page = ready(phone(user=cast.wei.user, keeps=True, address=county.address), "/agent/")
    ready(page, f"/agent/orders/{order.pk}/")
    kept = page.evaluate(
        "caches.open('files').then((files) => files.keys()).then((all) => all.map(({ url }) => url))"
    )
    names = {re.sub(r"\.[0-9a-f]{12}", "", url.partition("/static/")[2]) for url in kept}
    assert {"js/board.js", "js/ask.js", "js/outbox/again.js", "js/outbox/leaving.js", "js/photos.js"} <= names
    assert "js/board_cards.js" not in names
    county.cut()
    page.goto(f"/agent/orders/{order.pk}/")
    expect(page.locator("#offline")).to_have_text(AS_OF)
    note(page, order)
    expect(page.locator(".outbox-note").filter(has_text=WAITS)).to_be_focused()


def test_the_files_that_are_collected_say_in_their_names_what_is_in_them(collected):
    """No file names another by a name without a hash: a phone that keeps it would keep it too long."""
    for path in Path(collected["STATIC_ROOT"]).glob("js/**/*.js"):
        if re.search(r"\.[0-9a-f]{12}\.js$", path.name):
            for named in re.findall(r'(?:from |import |import\()"(\.[^"]+)"', path.read_text()):
                assert re.search(r"\.[0-9a-f]{12}\.js$", named) and (path.parent / named).exists()
