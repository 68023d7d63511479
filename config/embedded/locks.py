"""Locks between processes, kept by the kernel: they end with their holder, also after kill -9."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded.ownership import own_like_parent


class FileLock:
    """One process's handle on a lock file; shared by many holders or exclusive to one.

    The lock belongs to the open file: closing the handle, or the end of the process, gives it back.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        own_like_parent(path)

    def share(self) -> None:
        """Hold it together with others; waits while somebody holds it alone."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def seize(self) -> None:
        """Hold it alone; waits for everybody else to let go."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def try_seize(self) -> bool:
        """Hold it alone if nobody else holds it now. A failed try gives up a share held before."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(self) -> None:
        """Give the lock back and keep the handle."""
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the lock back with the handle."""
        os.close(self._descriptor)

    def fileno(self) -> int:
        """The open file itself, for handing a held lock to a child process."""
        return self._descriptor


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file alone for the length of the block; waits for its turn."""
    lock = FileLock(path)
    try:
        lock.seize()
        yield
    finally:
        lock.close()
