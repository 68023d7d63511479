"""A person's browser, as far as the demo needs one: cookies, forms, and the machine door."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Browser:
    """Keeps its cookies, follows redirects, and takes every status as an answer."""

    def __init__(self, base_url: str, language: str) -> None:
        self.base_url = base_url
        self._language = language
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.base_url + path))  # noqa: S310

    def submit(self, path: str, fields: dict[str, str]) -> Answer:
        """A form of a page."""
        data = urllib.parse.urlencode(fields).encode()
        return self._ask(urllib.request.Request(self.base_url + path, data))  # noqa: S310

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """An operation of the machine door, below /api/v1."""
        data = json.dumps(body or {}).encode() if method != "GET" else None
        request = urllib.request.Request(f"{self.base_url}/api/v1{path}", data, method=method)  # noqa: S310
        request.add_header("Content-Type", "application/json")
        return self._ask(request)

    def cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self._jar if cookie.name == name), "")

    @property
    def cookies(self) -> str:
        """All cookies as the header that a socket is opened with."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def _ask(self, request: urllib.request.Request) -> Answer:
        request.add_header("Accept-Language", self._language)
        request.add_header("X-CSRFToken", self.cookie("csrf"))
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return Answer(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url or "", refused.read().decode())
