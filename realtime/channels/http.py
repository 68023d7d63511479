"""Calling a provider: five seconds in all, no redirects, no hidden second attempt."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from agents.outgoing.own import open_own_door
from realtime.channels.base import Misconfigured, TryLater, Undeliverable

# To connect and to answer: together the five seconds of F7.
TIMEOUT_SECONDS = (2.0, 3.0)
RETRY_AFTER_SECONDS_MAX = 3600.0


def call(method: str, url: str, **said: Any) -> dict[str, Any]:
    """The provider's JSON. Raises TryLater for a provider that is away, busy or speaks something else."""
    try:
        with open_own_door() as door:
            response = door.request(method, url, timeout=TIMEOUT_SECONDS, allow_redirects=False, **said)
    except requests.Timeout:
        raise TryLater("no answer in time") from None
    except requests.RequestException as error:
        # The class alone: the sentence holds the URL, and some URLs hold an access token.
        raise TryLater(f"not reachable ({type(error).__name__})") from None
    raise_for_status(response.status_code, response.headers.get("Retry-After"))
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise TryLater("the answer is not understood")
    return answer


def raise_for_status(status: int, retry_after: str | None = None) -> None:
    """Raises TryLater, Misconfigured for 401 and 403, Undeliverable for what else is wrong with the request."""
    if status in {401, 403}:
        raise Misconfigured(f"the provider refuses the credentials ({status})")
    if status == 429 or status >= 500 or 300 <= status < 400:
        raise TryLater(f"the provider says {status}", retry_after_seconds=seconds_of(retry_after))
    if status >= 400:
        raise Undeliverable(f"the provider says {status}")


def seconds_of(retry_after: str | None) -> float:
    """``Retry-After`` as seconds from now, whether it is a number or a date; 0 when it says nothing (F8)."""
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), RETRY_AFTER_SECONDS_MAX)
    try:
        until = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return 0.0
    if until.tzinfo is None:
        return 0.0
    return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), RETRY_AFTER_SECONDS_MAX)
