"""Running workers as a command: until Ctrl-C or SIGTERM, then an orderly end."""

import signal
import threading
from collections.abc import Iterable
from types import FrameType

from realtime.hub import bell
from realtime.loops import Loop
from realtime.workers import Workers

STOP_SECONDS_MAX = 10.0


def run_until_stopped(loops: Iterable[Loop]) -> bool:
    """True when everything ended in time."""
    stopped = threading.Event()

    def stop(signal_number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    workers = Workers(loops)
    stopped.wait()
    ended = workers.stop(STOP_SECONDS_MAX)
    bell.flush()
    return ended
