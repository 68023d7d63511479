"""What the tests of a lost network share: what pages then say, and phones that keep nothing."""

from playwright.sync_api import Page, expect

WAITS = "kept on this phone and goes off by itself"
NOBODY_KNOWS = "nobody knows yet whether it arrived"
REACHED_AGAIN = "The service can be reached again."

FORBIDDEN = (
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })"
)
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"


def nothing_waits(page: Page) -> None:
    """The page of what waits says that nothing does, at once or as soon as it has gone."""
    page.goto("/outbox/")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
