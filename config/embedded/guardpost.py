"""The post of the guard that stops the server when its last user was killed; the guard itself is guard.py."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from config.embedded.locks import FileLock

PROJECT = Path(__file__).resolve().parents[2]

# The guard outlives whoever sent it. Its handle is kept so that it is not taken for a forgotten child.
_guards: list[subprocess.Popen[bytes]] = []


class GuardPost:
    """The one place for a guard beside a server: its lock is held by the guard while it lives."""

    def __init__(self, control: Path) -> None:
        self._lock_file = control / "guard.lock"

    def man(self, data_dir: Path) -> None:
        """See to it that a guard stands here. Call it while holding the transition lock."""
        lock = FileLock(self._lock_file)
        try:
            if lock.try_seize():
                self._send_guard(data_dir, lock)
        finally:
            lock.close()

    def dismiss(self) -> None:
        """Send the guard home and wait until it is gone. Call it while holding the transition lock."""
        lock = FileLock(self._lock_file)
        try:
            if not lock.try_seize():
                # The lock is held, so the number in the file is the living guard's.
                os.kill(int(self._lock_file.read_text()), signal.SIGKILL)
                lock.seize()
        finally:
            lock.close()
        for guard in _guards:
            guard.poll()

    def _send_guard(self, data_dir: Path, lock: FileLock) -> None:
        # The lock goes over with the open file: it is never free between us and the guard.
        descriptor = lock.fileno()
        guard = subprocess.Popen(
            [sys.executable, "-m", "config.embedded.guard", str(data_dir), str(descriptor)],
            cwd=PROJECT,
            pass_fds=[descriptor],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._lock_file.write_text(f"{guard.pid}\n")
        _guards.append(guard)
