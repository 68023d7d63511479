"""Who sits where: sockets by group. Touched by the event loop only."""

from collections import Counter
from collections.abc import Iterable

from realtime.hub.seat import Seat


class Registry:
    """Most groups (a person, a browser) have one seat, which stands there without a set around it."""

    def __init__(self) -> None:
        self._groups: dict[str, Seat | set[Seat]] = {}
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
            there = self._groups.get(group)
            if there is None:
                self._groups[group] = seat
            elif isinstance(there, Seat):
                self._groups[group] = {there, seat}
            else:
                there.add(seat)

    def remove(self, seat: Seat) -> None:
        if seat not in self._seats:
            return
        self._seats.remove(seat)
        self._languages[seat.language] -= 1
        for group in seat.groups:
            there = self._groups[group]
            if isinstance(there, set):
                there.discard(seat)
            if there is seat or not there:
                del self._groups[group]

    def audience(self, to: Iterable[str], but: Iterable[str] = ()) -> list[Seat]:
        """Each seat once, however many of the groups it is in."""
        found = self._of(to)
        left_out = self._of(but)
        return list(found - left_out) if left_out else list(found)

    def has_any(self, groups: Iterable[str]) -> bool:
        return any(group in self._groups for group in groups)

    def languages(self) -> set[str]:
        return {language for language, seats in self._languages.items() if seats}

    def _of(self, groups: Iterable[str]) -> set[Seat]:
        found: set[Seat] = set()
        for group in groups:
            there = self._groups.get(group)
            if isinstance(there, Seat):
                found.add(there)
            elif there:
                found |= there
        return found
