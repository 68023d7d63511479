"""A network that can be cut: a port that passes bytes on to the house, until it does not."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Self

from tests.realtime.servers import free_port

CHUNK_BYTES = 65_536


class Wire:
    """``address`` leads to the house. Cut, nobody listens there; deaf, what the house answers is lost."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._port = free_port()
        self._open: set[socket.socket] = set()
        self._deaf = threading.Event()
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener: socket.socket | None = None
        self.mend()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.cut()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def cut(self) -> None:
        """As when the server is down: open connections end, new ones are refused."""
        if self._listener:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for each in list(self._open):
            _end(each)

    def lose_answers(self) -> None:
        """What is sent arrives; the answer is cut off with the connection."""
        self._deaf.set()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Nothing passes in either direction, and nothing ends."""
        self._flowing.clear()
        try:
            yield
        finally:
            self._flowing.set()

    def mend(self) -> None:
        self._deaf.clear()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self._port))
            threading.Thread(target=self._listen, args=[self._listener], daemon=True).start()

    def _listen(self, listener: socket.socket) -> None:
        while True:
            try:
                phone, _ = listener.accept()
                house = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                return
            self._open |= {phone, house}
            for source, target, is_answer in ((phone, house, False), (house, phone, True)):
                threading.Thread(target=self._pass_on, args=[source, target, is_answer], daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK_BYTES):
                if is_answer and self._deaf.is_set():
                    break
                self._flowing.wait()
                target.sendall(data)
        for each in (source, target):
            self._open.discard(each)
            _end(each)


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
