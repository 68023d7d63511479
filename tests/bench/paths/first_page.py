"""The first page on a cheap phone: cold cache, 400 kbit/s and 300 ms (Chromium's own throttle), until it is usable."""

from collections.abc import Iterator

from playwright.sync_api import Browser, CDPSession

from tests.bench.figures import Figure, Goal, bound
from tests.bench.fleet.fleet import Fleet
from tests.screens.dresses import chromium

BITS_A_SECOND, DELAY_MS = 400_000, 300
LINK = {
    "offline": False,
    "latency": DELAY_MS,
    "downloadThroughput": BITS_A_SECOND / 8,
    "uploadThroughput": BITS_A_SECOND / 8,
}
PATIENCE_MS = 30_000
#: Drawn, its own scripts run, and the field for the wish there: nothing more is needed to begin.
FIELD = "main input:visible, main textarea:visible, main a[href]:visible"
USABLE_MS = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
PAINTED_MS = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity"


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    address = f"http://127.0.0.1:{fleet.site.port}/"
    with chromium() as browser:
        taken = [_seconds(browser, address) for _ in range(rounds + 1)][1:]
    yield bound(
        f"first page at {BITS_A_SECOND // 1000} kbit/s and {DELAY_MS} ms, usable", taken, unit="s",
        goal=Goal(at_most=3),
    )  # fmt: skip


def _seconds(browser: Browser, address: str) -> float:
    """From the tap on the link until it is painted and its scripts have run."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    page = context.new_page()
    line: CDPSession = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINK)
    page.goto(address, wait_until="domcontentloaded", timeout=PATIENCE_MS)
    page.locator(FIELD).first.wait_for(timeout=PATIENCE_MS)
    usable_ms = max(page.evaluate(USABLE_MS), page.evaluate(PAINTED_MS))
    context.close()
    return float(usable_ms) / 1e3
