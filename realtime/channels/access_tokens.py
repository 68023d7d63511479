"""Platforms that issue an access token for two hours: fetched once, kept for the process, renewed in time."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# What WeChat and DingTalk both say of a token that is none any more.
TOKEN_IS_OLD = {40001, 40014, 42001}
RENEW_SECONDS_BEFORE = 300.0


@dataclass(frozen=True)
class Issued:
    token: str = field(repr=False)
    lives_seconds: float


class AccessTokens:
    """One for each channel. Many threads may ask; one of them fetches."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, float]] = {}

    def asking(
        self, account: str, fetch: Callable[[], Issued], ask: Callable[[str], dict[str, Any]]
    ) -> dict[str, Any]:
        """What the platform answers to ``ask(token)``.

        A token may be withdrawn before its time, for instance by a secret that was changed: then once more
        with a fresh one.
        """
        token = self.get(account, fetch)
        answer = ask(token)
        if answer.get("errcode") in TOKEN_IS_OLD:
            self.forget(account, token)
            answer = ask(self.get(account, fetch))
        return answer

    def get(self, account: str, fetch: Callable[[], Issued]) -> str:
        with self._lock:
            token, ends = self._kept.get(account, ("", 0.0))
            if not token or time.monotonic() >= ends:
                issued = fetch()
                token = issued.token
                ends = time.monotonic() + issued.lives_seconds - RENEW_SECONDS_BEFORE
                self._kept[account] = (token, ends)
            return token

    def forget(self, account: str, token: str) -> None:
        """The platform refuses it before its time. A newer one that another thread has fetched stays."""
        with self._lock:
            if self._kept.get(account, ("", 0.0))[0] == token:
                del self._kept[account]
