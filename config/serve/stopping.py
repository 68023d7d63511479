"""What Ctrl-C, SIGTERM and a closed terminal do, depending on how far the site has come.

While it starts they break off what is going on; while the database server is being started or stopped they wait;
while it serves they let the requests under way finish.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class StopRequested(BaseException):
    """Somebody asked the site to stop while it was starting. Not an error: the process ends with exit code 0."""


class Stopping:
    """The one receiver of stop signals in the process."""

    def __init__(self) -> None:
        self.requested = False
        self._react: Callable[[], None] = self._break_off

    def install(self) -> None:
        """Receive the signals from now on; a hang-up only when it is not ignored (nohup)."""
        signals = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signals.append(signal.SIGHUP)
        for number in signals:
            signal.signal(number, self._received)

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Finish the block first; a signal that came meanwhile then breaks off."""
        with self.answered_by(_nothing):
            yield
        if self.requested:
            self._react()

    @contextmanager
    def answered_by(self, react: Callable[[], None]) -> Iterator[None]:
        """Within the block a signal calls the function, each time one comes."""
        before, self._react = self._react, react
        try:
            yield
        finally:
            self._react = before

    def ignore(self) -> None:
        """From now on signals change nothing: the site is already on its way out, with time limits on every step."""
        self._react = _nothing

    def _received(self, number: int, frame: FrameType | None) -> None:
        self.requested = True
        self._react()

    def _break_off(self) -> None:
        self.ignore()  # a second signal must not break off the tidying up after the first
        raise StopRequested


def _nothing() -> None:
    pass
