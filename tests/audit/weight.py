"""How many bytes a page costs somebody who comes for the first time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as View


@dataclass
class Weight:
    """Bytes over the network, headers included; ``scripts`` of them are scripts."""

    total: int = 0
    scripts: int = 0
    _kinds: dict[str, str] = field(default_factory=dict)

    def came(self, told: dict[str, Any]) -> None:
        self._kinds[told["requestId"]] = told["type"]

    def ended(self, told: dict[str, Any]) -> None:
        self.total += int(told["encodedDataLength"])
        if self._kinds.get(told["requestId"]) == "Script":
            self.scripts += int(told["encodedDataLength"])


def weigh(context: BrowserContext, path: str) -> Weight:
    """The page and all it loads, in a browser that has nothing yet."""
    view = context.new_page()
    with _listening(context, view) as weight:
        view.goto(path, wait_until="networkidle")
        # What asks again comes by itself, a while after the page (js/outbox/outbox.js).
        if view.locator("[data-ask-again]").count():
            view.locator("html[data-asks-again]").wait_for(state="attached")
    view.close()
    return weight


@contextmanager
def _listening(context: BrowserContext, view: View) -> Iterator[Weight]:
    weight = Weight()
    session = context.new_cdp_session(view)
    session.send("Network.enable")
    session.on("Network.responseReceived", weight.came)
    session.on("Network.loadingFinished", weight.ended)
    yield weight
