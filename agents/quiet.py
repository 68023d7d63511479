"""Playing through the past must ring nobody's phone: what happens inside ``quiet()`` is told to nobody.

The rooms that tell people ask ``is_quiet()`` before they write a message or send a frame, so that nothing caused by
simulated time is ever delivered later. Everything else, the ledger above all, goes on as always.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Within it, and in this thread or task alone, nobody is told anything."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    """Whether this thread or task plays through the past."""
    return _quiet.get()
