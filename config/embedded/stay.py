"""Sharing one server: the first to come starts it, the last to go stops it.

Everybody who uses the server holds a share of ``users.lock`` for as long as they live, so the kernel keeps the count,
also through kill -9. Coming and going happens one at a time, under ``transition.lock``. A guard process stops the
server when the last user ended without saying good-bye.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from config.embedded.guardpost import GuardPost
from config.embedded.locks import FileLock, held
from config.embedded.place import control_directory, place_for
from config.embedded.server import Server
from config.embedded.waiting import wait_until

# For so long a guard that was woken by mistake may hold the users' lock; see guard.py.
GLANCE_SECONDS = 0.04


def tell(sentence: str) -> None:
    """Say something to the person at the keyboard without disturbing a command's output."""
    print(sentence, file=sys.stderr, flush=True)


class Stay:
    """One process's use of the server, from :func:`join` to :meth:`leave`."""

    def __init__(self, server: Server, control: Path, users: FileLock) -> None:
        self.url = server.url()
        self._server = server
        self._control = control
        self._users: FileLock | None = users

    def revive(self) -> None:
        """Start the server again if it was killed. Raises EmbeddedError when it does not come up."""
        if self._server.socket_directory() is not None:
            return
        with held(self._control / "transition.lock"):
            if self._users is not None and self._server.socket_directory() is None:
                self._server.start()

    def leave(self) -> None:
        """Let go of the server and stop it when nobody else uses it. A second call does nothing."""
        users, self._users = self._users, None
        if users is None:
            return
        with held(self._control / "transition.lock"):
            users.let_go()
            if wait_until(users.try_seize, timeout_seconds=GLANCE_SECONDS):
                self._server.stop()
                GuardPost(self._control).dismiss()
            users.close()


def join(data_dir: Path, *, say: Callable[[str], None] = tell) -> Stay:
    """Use the server of this data directory; start it when it is not running.

    Raises EmbeddedError when there is no server to be had.
    """
    control = control_directory(data_dir)
    with held(control / "transition.lock"):
        users = FileLock(control / "users.lock")
        try:
            users.share()
            server = Server(place_for(data_dir, say=say))
            if server.socket_directory() is None:
                server.start()
            GuardPost(control).man(data_dir)
            return Stay(server, control, users)
        except BaseException:
            users.close()
            raise
