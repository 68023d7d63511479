"""Real browsers on a real server: Debian's chromium, phones of 360 × 740, the house's own daphne."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from agents.models import User
from agents.sign_in.sessions import start_session
from agents.signals import code_issued
from dispatch.catalogue import matching
from dispatch.orders.actions import claim_order, start_order
from dispatch.orders.models import Order
from tests.casework.pictures import encoded
from tests.e2e.wire import Wire
from tests.realtime.servers import daphne_in_a_thread

PHONE = {"width": 360, "height": 740}
# How long a page may take on a busy machine before it counts as wrong. Nothing waits that long when all is well.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
# A leap of a page's clock after which it has asked anew, as it does once a minute without news. A longer one makes a
# minute's silence of its socket as well, which is then closed in the middle of it.
ASKED_ANEW_MS = 61_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
# What the browser itself says about an answer that is meant to be a refusal.
# A request or a socket that was cut off is told to the page by live.js; htmx says so on the console as well.
EXPECTED_NOISE = ("Failed to load resource", "htmx:", "WebSocket connection to")


@pytest.fixture(scope="module", autouse=True)
def _browser_and_database_in_one_thread() -> Iterator[None]:
    """Playwright keeps an event loop in this thread; here, and only here, the ORM may be used beside it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "These tests need Debian's chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the running house."""
    monkeypatch.setattr(matching, "_built", {})
    return f"http://127.0.0.1:{daphne_in_a_thread()}"


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """``phone(user=…, scripts=…, language=…)``: an open phone. It must hear no complaint from its browser.

    ``keeps``: its service worker keeps pages; ``address``: it reaches the house another way (``wire``).
    """
    complaints: list[str] = []

    def heard(line: ConsoleMessage) -> None:
        if line.type == "error":
            complaints.append(line.text)

    with ExitStack() as stack:

        def opened(
            *,
            user: User | None = None,
            scripts: bool = True,
            language: str = "en",
            keeps: bool = False,
            **said: Any,
        ) -> Page:
            context = chromium.new_context(
                base_url=said.pop("address", site),
                # Only what is about the service worker pays for it: it fetches some thirty files.
                service_workers="allow" if keeps else "block",
                viewport=said.pop("viewport", PHONE),
                is_mobile=True,
                has_touch=True,
                locale=language,
                timezone_id="Asia/Shanghai",
                java_script_enabled=scripts,
                **said,
            )
            stack.callback(context.close)
            if user:
                sign_in(context, site, user)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", heard)
            return page

        yield opened
    assert [line for line in complaints if not line.startswith(EXPECTED_NOISE)] == []


@pytest.fixture
def wire(site: str) -> Iterator[Wire]:
    """The network between a phone and the house, which can be cut."""
    with Wire(int(site.rpartition(":")[2])) as between:
        yield between


@pytest.fixture
def begun(cast, place) -> Order:
    """An order under way in the hands of Wei."""
    claimed = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    return start_order(claimed.pk, agent=cast.wei, at=timezone.now())


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """A noisy picture of twelve million pixels, as a phone takes it: some megabytes."""
    noise = Image.effect_noise((1000, 750), 60).convert("RGB").resize((4000, 3000))
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(encoded(noise, "JPEG", quality=97))
    assert path.stat().st_size > 2_500_000
    return path


@pytest.fixture
def codes() -> Iterator[list[str]]:
    """Every code that is issued, in order."""
    issued: list[str] = []

    def hear(sender: Any, *, code: str, **facts: Any) -> None:
        issued.append(code)

    code_issued.connect(hear)
    yield issued
    code_issued.disconnect(hear)


def sign_in(context: BrowserContext, site: str, user: User) -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    start_session(request, user)
    request.session.save()
    key = request.session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(key), "url": site}])
