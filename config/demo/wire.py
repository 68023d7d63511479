"""A WebSocket client in a few lines (RFC 6455): text frames in, nothing but the closing frame out."""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
import time
from typing import Any
from urllib.parse import urlsplit

TEXT, CLOSE = 0x1, 0x8


class WireError(Exception):
    """The socket was refused, broke, or stayed silent; the text says which."""


class Wire:
    """One open socket of the site. ``cookies`` say who listens."""

    def __init__(self, base_url: str, *, cookies: str, language: str) -> None:
        where = urlsplit(base_url)
        self._socket = socket.create_connection((where.hostname or "", where.port or 80), timeout=10)
        self._buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET /ws/ HTTP/1.1\r\nHost: {where.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nOrigin: {base_url}\r\n"
            f"Accept-Language: {language}\r\nCookie: {cookies}\r\n\r\n"
        )
        self._socket.sendall(head.encode())
        answer = self._until(b"\r\n\r\n", time.monotonic() + 10).decode("latin1")
        if " 101 " not in answer.split("\r\n", 1)[0]:
            raise WireError(f"The socket was refused: {answer.splitlines()[0]}")

    def wait_for(self, seconds: float, **wanted: Any) -> dict[str, Any]:
        """The next frame in which every named field is as wanted; others are passed over. Raises WireError."""
        deadline = time.monotonic() + seconds
        while True:
            frame = json.loads(self._text(deadline))
            if all(frame.get(name) == value for name, value in wanted.items()):
                return dict(frame)

    def close(self) -> None:
        self._socket.close()

    def _text(self, deadline: float) -> str:
        while True:
            first, length = self._exactly(2, deadline)
            size = length & 0x7F
            if size == 126:
                (size,) = struct.unpack(">H", self._exactly(2, deadline))
            elif size == 127:
                (size,) = struct.unpack(">Q", self._exactly(8, deadline))
            payload = self._exactly(size, deadline)
            if first & 0x0F == TEXT:
                return payload.decode()
            if first & 0x0F == CLOSE:
                raise WireError("The site closed the socket.")

    def _exactly(self, size: int, deadline: float) -> bytes:
        while len(self._buffer) < size:
            self._read(deadline)
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _until(self, mark: bytes, deadline: float) -> bytes:
        while mark not in self._buffer:
            self._read(deadline)
        taken, _, self._buffer = self._buffer.partition(mark)
        return taken

    def _read(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise WireError("Nothing was heard in time.")
        self._socket.settimeout(left)
        try:
            came = self._socket.recv(65536)
        except TimeoutError:
            raise WireError("Nothing was heard in time.") from None
        if not came:
            raise WireError("The socket broke.")
        self._buffer += came
