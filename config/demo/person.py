"""Somebody who uses the site from a phone: signs in by code, asks the machine door, listens on the socket."""

from __future__ import annotations

import re
import time
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from config.demo.browser import Answer, Browser
from config.demo.telling import say
from config.demo.wire import Wire

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
INBOX_SECONDS = 20.0
# A number is sent one code a minute; who plays the demo twice in a row waits so long.
NEXT_CODE_SECONDS = 61.0


class StoryBroken(Exception):
    """Something went otherwise than the story says; the text tells what."""


class Person:
    def __init__(self, base_url: str, name: str, phone: str) -> None:
        self.name = name
        self.phone = phone
        self._browser = Browser(base_url, translation.get_language() or "en")
        self._wire: Wire | None = None

    def sign_in(self) -> None:
        """By the code that arrives in the demo inbox. Raises StoryBroken."""
        self._browser.get("/account/sign-in/")
        seen = set(self._codes())
        asked = self._browser.submit("/account/sign-in/", {"phone": self.phone})
        if asked.status == 429:
            say(
                _("A number is sent one code a minute: waiting for the next one to %(name)s.")
                % {"name": self.name}
            )
            time.sleep(NEXT_CODE_SECONDS)
            asked = self._browser.submit("/account/sign-in/", {"phone": self.phone})
        if asked.status != 200 or "/account/code/" not in asked.url:
            raise StoryBroken(f"{self.name} was not sent a code: {asked.status} {asked.url}")
        self._browser.submit("/account/code/", {"code": self._new_code(seen)})
        if not self._browser.cookie("session") or self._browser.call("GET", "/me").status != 200:
            raise StoryBroken(f"{self.name} could not sign in.")

    def listen(self) -> None:
        self._wire = Wire(
            self._browser.base_url,
            cookies=self._browser.cookies,
            language=translation.get_language() or "en",
        )
        self._wire.wait_for(10, type="hello")

    def hear(self, seconds: float, **wanted: Any) -> dict[str, Any]:
        """The frame that says so. Raises WireError when it does not come in time."""
        if self._wire is None:
            raise StoryBroken(f"{self.name} is not listening.")
        return self._wire.wait_for(seconds, **wanted)

    def ask(self, path: str, status: int = 200) -> Any:
        """GET below /api/v1, answered with this status. Raises StoryBroken."""
        return _expected(self._browser.call("GET", path), status, f"{self.name}: GET {path}").json

    def do(self, path: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
        """POST below /api/v1, answered with this status. Raises StoryBroken."""
        return _expected(self.try_to(path, body), status, f"{self.name}: POST {path}").json

    def try_to(self, path: str, body: dict[str, Any] | None = None) -> Answer:
        """POST below /api/v1, whatever the answer."""
        return self._browser.call("POST", path, body)

    def leave(self) -> None:
        if self._wire:
            self._wire.close()

    def _new_code(self, seen: set[str]) -> str:
        deadline = time.monotonic() + INBOX_SECONDS
        while time.monotonic() < deadline:
            for code in self._codes():
                if code not in seen:
                    return code
            time.sleep(0.2)
        raise StoryBroken(f"No code for {self.name} came to the demo inbox.")

    def _codes(self) -> list[str]:
        """Newest first, as the inbox shows them."""
        page = self._browser.get(f"/demo/inbox/?phone={self.phone}").text
        return CODE.findall(re.sub(r"<[^>]+>", " ", page))


def _expected(answer: Answer, status: int, what: str) -> Answer:
    if answer.status != status:
        raise StoryBroken(
            f"{what} was answered with {answer.status} where {status} was due: {answer.text[:300]}"
        )
    return answer
