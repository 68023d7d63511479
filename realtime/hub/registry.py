"""Who sits where: sockets by group. Touched by the event loop only."""

from collections import Counter
from collections.abc import Iterable

from realtime.hub.seat import Seat


class Registry:
    def __init__(self) -> None:
        self._groups: dict[str, set[Seat]] = {}
        self._seats: set[Seat] = set()
        self._languages: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._seats)

    def add(self, seat: Seat) -> None:
        if seat in self._seats:
            return
        self._seats.add(seat)
        self._languages[seat.language] += 1
        for group in seat.groups:
            self._groups.setdefault(group, set()).add(seat)

    def remove(self, seat: Seat) -> None:
        if seat not in self._seats:
            return
        self._seats.remove(seat)
        self._languages[seat.language] -= 1
        for group in seat.groups:
            seats = self._groups[group]
            seats.discard(seat)
            if not seats:
                del self._groups[group]

    def audience(self, to: Iterable[str], but: Iterable[str] = ()) -> list[Seat]:
        """Each seat once, however many of the groups it is in."""
        found = self._of(to)
        left_out = self._of(but)
        return list(found - left_out) if left_out else list(found)

    def languages(self) -> set[str]:
        return {language for language, seats in self._languages.items() if seats}

    def _of(self, groups: Iterable[str]) -> set[Seat]:
        found: set[Seat] = set()
        for group in groups:
            seats = self._groups.get(group)
            if seats:
                found |= seats
        return found
