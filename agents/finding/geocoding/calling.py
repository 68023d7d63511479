from collections.abc import Callable
from functools import partial
from typing import Any

from geopy.adapters import RequestsAdapter

from agents.outgoing.door import open_door


class DoorAdapter(RequestsAdapter):  # type: ignore[misc]
    """geopy's calls go through the house's own door (S19)."""

    def __init__(self, *, url: str, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=None, ssl_context=ssl_context)
        open_door(self.session, own_urls=[url])


def door_to(url: str) -> Callable[..., DoorAdapter]:
    """geopy's ``adapter_factory``; ``url`` is the setting's, empty for the provider's own address."""
    return partial(DoorAdapter, url=url)
