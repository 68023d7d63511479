"""Waking the delivery loops of this process when something was committed; others find it when they look."""

from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from realtime.loops import Loop

_loops: "WeakSet[Loop]" = WeakSet()


def wake_on_nudge(loop: "Loop") -> None:
    _loops.add(loop)


def nudge() -> None:
    for loop in list(_loops):
        loop.wake()
