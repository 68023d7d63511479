"""From which address and browser the present request came: known at the door, wanted by rows far below it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AgentsBrowser:
    """A browser in which this agent was signed in, and when it was last seen there (R3)."""

    agent_id: int
    seen_at: datetime


_address: ContextVar[str | None] = ContextVar("door_address", default=None)
_browser: ContextVar[AgentsBrowser | None] = ContextVar("door_browser", default=None)


@contextmanager
def at_door(address: str | None) -> Iterator[None]:
    """What happens inside was asked for from this IP address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def door_address() -> str | None:
    """None for the clock, for commands, and where no address is known (a unix socket)."""
    return _address.get()


@contextmanager
def at_agents_browser(browser: AgentsBrowser | None) -> Iterator[None]:
    """What happens inside was asked for from a browser that an agent uses, too."""
    token = _browser.set(browser)
    try:
        yield
    finally:
        _browser.reset(token)


def door_browser() -> AgentsBrowser | None:
    """None where no agent was signed in lately, as far as the browser's own mark tells."""
    return _browser.get()
