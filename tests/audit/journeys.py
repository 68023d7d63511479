"""The two most common journeys, walked: pages and taps counted, and the time until another's phone shows the card."""

import re
import statistics
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as View

# Counts what fingers do, over all pages of the journey.
COUNT_TAPS = """addEventListener("click", (event) => {
  if (event.isTrusted) localStorage.setItem("taps", Number(localStorage.getItem("taps") ?? 0) + 1);
}, true);"""
# Notes when a card of the board came to be, in ms of the same machine's clock.
NOTE_CARDS = """addEventListener("DOMContentLoaded", () => {
  globalThis.cards = {};
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.dataset?.order) globalThis.cards[node.dataset.order] ??= Date.now();
    }
  }).observe(document.getElementById("board"), { childList: true, subtree: true });
});
addEventListener("online", () => { globalThis.onlineAt = Date.now(); });"""
NOTE_SENDING = """addEventListener("submit", () => sessionStorage.setItem("sent", Date.now()), true);"""
AN_ORDER = re.compile(r"/orders/([0-9a-f-]{36})/")


@dataclass(frozen=True)
class Walked:
    pages: int
    taps: int


def a_citizen_asks(context: BrowserContext) -> Walked:
    """A returning citizen who has signed in before, from the first page to the order."""
    context.add_init_script(COUNT_TAPS)
    view, pages = context.new_page(), []
    view.on("framenavigated", lambda frame: pages.append(frame.url.split("#")[0]))
    view.goto("/")
    view.locator("#wish").fill("身份证")
    view.locator("#suggestions a").first.tap()
    view.locator(".dock a.button").tap()
    _through_the_steps(view)
    expect(view).to_have_url(AN_ORDER)
    # The order's own page is the answer and no longer part of the way.
    return Walked(pages=len(dict.fromkeys(pages)) - 1, taps=_taps(view))


def an_agent_claims(context: BrowserContext) -> Walked:
    context.add_init_script(COUNT_TAPS)
    view = context.new_page()
    view.goto("/agent/")
    view.locator("form.claim button").first.tap()
    expect(view).to_have_url(AN_ORDER)
    return Walked(pages=1, taps=_taps(view))


@dataclass(frozen=True)
class TwoPhones:
    """A citizen's, and an agent's with the board open."""

    asking: View
    board: View

    @classmethod
    def opened(cls, citizen: BrowserContext, agent: BrowserContext) -> "TwoPhones":
        citizen.add_init_script(NOTE_SENDING)
        agent.add_init_script(NOTE_CARDS)
        phones = cls(citizen.new_page(), agent.new_page())
        phones.board.goto("/agent/")
        expect(phones.board.locator("html")).to_have_attribute("data-live", "up")
        return phones

    def card_ms(self) -> int:
        """From the tap that sends a request on one phone to its card on the other's board."""
        came = self._came_at(self._ask())
        return came - int(self.asking.evaluate("sessionStorage.getItem('sent')"))

    def truth_ms(self) -> int:
        """From the end of flight mode to the card of what was placed meanwhile."""
        self.board.context.set_offline(True)
        order_id = self._ask()
        self.board.context.set_offline(False)
        return self._came_at(order_id) - int(self.board.evaluate("globalThis.onlineAt"))

    def _ask(self) -> str:
        self.asking.goto("/ask/")
        self.asking.locator("#wish").fill("屋里漏雨")
        _through_the_steps(self.asking)
        expect(self.asking).to_have_url(AN_ORDER)
        found = AN_ORDER.search(self.asking.url)
        assert found
        return found[1]

    def _came_at(self, order_id: str) -> int:
        expect(self.board.locator(f"#card-{order_id}")).to_be_visible()
        return int(self.board.evaluate("(order) => globalThis.cards[order]", order_id))


def _through_the_steps(view: View) -> None:
    for step in ("what", "where"):
        view.locator(f"#{step} [data-next]").tap()
    view.locator("#who button[type=submit]").tap()


def _taps(view: View) -> int:
    return int(view.evaluate("localStorage.getItem('taps')"))


def median(milliseconds: list[int]) -> int:
    return int(statistics.median(milliseconds))
