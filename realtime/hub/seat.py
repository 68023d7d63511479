"""One connected socket as the hub knows it."""

from collections.abc import Callable
from typing import Any, Protocol


class Letter:
    """One text on its way to many sockets. What a server can prepare once for all of them is kept here."""

    __slots__ = ("_prepared", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._prepared: Any = None

    def prepared(self, prepare: Callable[[str], Any]) -> Any:
        if self._prepared is None:
            self._prepared = prepare(self.text)
        return self._prepared


class Wire(Protocol):
    """How letters reach one client. No call blocks or raises, whatever became of the client."""

    def offer(self, letter: Letter) -> bool:
        """False when the client reads too slowly to take it: it must be cut off."""

    def close(self, code: int) -> None: ...

    def give_over(self, take: Callable[[dict[str, Any]], None]) -> bool:
        """From now on the server itself calls ``take`` with what the client says; False where it cannot."""


class Seat:
    """A wire, the language it is spoken to in, and the groups it hears."""

    __slots__ = ("groups", "language", "wire")

    def __init__(self, wire: Wire, *, language: str, groups: frozenset[str]) -> None:
        self.wire = wire
        self.language = language
        # A set takes seven times as much, for each of thousands of seats.
        self.groups = tuple(groups)
