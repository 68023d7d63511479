"""A wire of its own between this host and a database behind it, which can be cut without a word to either side.

Two ends of a virtual cable, the far one in a network namespace. Cut, each end sends to an address that nobody has:
packets vanish, nothing is refused, and connections stay as they were until somebody's patience ends.
"""

import ctypes
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

T = TypeVar("T")
NOBODYS = "02:00:00:00:00:99"
CLONE_NEWNET = 0x40000000


class Wire:
    """``near`` and ``far``: the addresses of its ends. Raises OSError or CalledProcessError where none may be laid."""

    def __init__(self) -> None:
        number = os.getpid() % 60
        self._space = f"chaos-{os.getpid()}"
        self._ends = f"chn{os.getpid() % 100_000}", f"chf{os.getpid() % 100_000}"
        self.near, self.far = f"10.213.{number}.1", f"10.213.{number}.2"

    def __enter__(self) -> Self:
        near, far = self._ends
        try:
            _ip("netns", "add", self._space)
            _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", self._space)
            _ip("addr", "add", f"{self.near}/30", "dev", near)
            _ip("link", "set", near, "up")
            self._far("addr", "add", f"{self.far}/30", "dev", far)
            self._far("link", "set", far, "up")
            self._far("link", "set", "lo", "up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        # The cable goes with its namespace.
        subprocess.run(["ip", "netns", "del", self._space], check=False, stderr=subprocess.DEVNULL)

    def cut(self) -> None:
        near, far = self._ends
        _ip("neigh", "replace", self.far, "lladdr", NOBODYS, "nud", "permanent", "dev", near)
        self._far("neigh", "replace", self.near, "lladdr", NOBODYS, "nud", "permanent", "dev", far)

    def mend(self) -> None:
        near, far = self._ends
        _ip("neigh", "del", self.far, "dev", near)
        self._far("neigh", "del", self.near, "dev", far)

    def at_the_far_end(self, do: Callable[[], T]) -> T:
        """What ``do`` starts lives there: a thread steps over, and its children are born in the namespace."""
        done: list[T] = []
        failed: list[BaseException] = []

        def step_over() -> None:
            try:
                with (Path("/run/netns") / self._space).open() as space:
                    _set_namespace(space.fileno())
                done.append(do())
            except BaseException as failure:
                failed.append(failure)

        thread = threading.Thread(target=step_over)
        thread.start()
        thread.join()
        if failed:
            raise failed[0]
        return done[0]

    def _far(self, *words: str) -> None:
        _ip("-n", self._space, *words)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, stderr=subprocess.DEVNULL)


def _set_namespace(number: int) -> None:
    library: Any = ctypes.CDLL(None, use_errno=True)
    if library.setns(number, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
