"""From which address the present request came: known at the door, wanted by rows far below it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_address: ContextVar[str | None] = ContextVar("door_address", default=None)


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
