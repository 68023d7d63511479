"""Ending with the program that started the site (``make run``), even when that program tells us nothing."""

import os
import signal
import time
from pathlib import Path
from threading import Thread

LOOK_SECONDS = 0.5


def end_with_parent() -> None:
    """From now on, stop as if by SIGTERM when the parent process ends, or when it was told to stop by SIGINT.

    make hands SIGTERM down to its recipe but not SIGINT, which it expects everybody to get from the terminal; sent to
    make alone, it would wait for a site that knows nothing of it.
    """
    Thread(target=_watch, args=[os.getppid()], name="watch of the parent", daemon=True).start()


def _watch(parent: int) -> None:
    catches_interrupts = _catches_interrupts(parent)
    # What cannot be read has not changed; that the parent ended shows in getppid.
    while os.getppid() == parent and _catches_interrupts(parent) in {catches_interrupts, None}:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _catches_interrupts(parent: int) -> bool | None:
    """Whether the process has a handler for SIGINT; make gives its own back when one has come (Linux only).

    None when the kernel does not say.
    """
    try:
        status = Path(f"/proc/{parent}/status").read_text()
    except OSError:
        return None
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), "0")
    return bool(int(caught, 16) & 1 << (signal.SIGINT - 1))
