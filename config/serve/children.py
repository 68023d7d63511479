"""Management commands as child processes that are started again when they die."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread

PROJECT = Path(__file__).resolve().parents[2]
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
SETTLED_SECONDS = 60.0


class Children:
    """The children of a running site, in its process group."""

    def __init__(self, commands: Iterable[str]) -> None:
        self._children = [_Child(command) for command in commands]

    def stop(self, timeout_seconds: float) -> None:
        """Ask all to end, wait that long for them together, and end the rest by force."""
        deadline = time.monotonic() + timeout_seconds
        for child in self._children:
            child.ask_to_end()
        for child in self._children:
            child.await_end(max(0.0, deadline - time.monotonic()))


class _Child:
    def __init__(self, command: str) -> None:
        self._command = command
        self._ending = Event()
        self._process = self._start()
        self._keeper = Thread(target=self._keep, name=f"keeper of {command}", daemon=True)
        self._keeper.start()

    def ask_to_end(self) -> None:
        self._ending.set()
        self._process.terminate()

    def await_end(self, timeout_seconds: float) -> None:
        self._keeper.join(timeout_seconds)
        if self._keeper.is_alive():
            self._process.kill()
            self._keeper.join()

    def _keep(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            began = time.monotonic()
            code = self._process.wait()
            if time.monotonic() - began > SETTLED_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            # The pause comes first: after Ctrl-C the children get the signal, too, and may end before the site asks.
            if self._ending.wait(pause):
                return
            print(f"{self._command} ended with code {code}; starting it again.", file=sys.stderr, flush=True)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            self._process = self._start()
            if self._ending.is_set():
                self._process.terminate()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "config.serve.child", str(os.getpid()), self._command]
        return subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL)
