"""Sessions of ``requests`` that call no address of the own network, follow nobody elsewhere and hear no environment.

What a person types or a browser sends is never called on the own network. The origins that the county's own settings
name are: a county's SMS gateway stands inside. Link-local addresses are called by nobody (docs/adr/0041).
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from agents.outgoing.connecting import INSIDE_TOO, PUBLIC_ONLY


class UrlRefused(requests.exceptions.InvalidURL):
    """A user, a password or a stranger's scheme in the address."""


class DoorAdapter(HTTPAdapter):
    """``inside``: this origin was named by a setting, and may lie in the own network."""

    def __init__(self, *, inside: bool = False, **said: Any) -> None:
        self._pools = INSIDE_TOO if inside else PUBLIC_ONLY
        super().__init__(**said)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if "@" in urlsplit(request.url or "").netloc:
            raise UrlRefused("an address with a user in it is not called")
        return super().send(request, *args, **kwargs)


def open_door(
    session: requests.Session | None = None, *, own_urls: Iterable[str] = (), **said: Any
) -> requests.Session:
    """A session, or the given one, with this door's adapters; ``said`` goes to them.

    ``own_urls`` are those that a setting names, by who runs the house and by nobody else: their origins may lie inside.

    A forbidden address is a ``requests.ConnectionError``, another scheme than http and https ``InvalidSchema``, a
    redirect is not followed.
    """
    session = session or requests.Session()
    # No proxy, no password file, no certificates out of the environment: a proxy would look names up for us.
    session.trust_env = False
    session.max_redirects = 0
    session.adapters.clear()
    for scheme in ("https://", "http://"):
        session.mount(scheme, DoorAdapter(**said))
    for own in map(urlsplit, own_urls):
        if own.netloc:
            session.mount(f"{own.scheme}://{own.netloc}/", DoorAdapter(inside=True, **said))
    return session
