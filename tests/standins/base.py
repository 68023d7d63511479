"""What every stand-in has: a server on loopback, a record of what came, and faults on demand."""

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

HANG_SECONDS_MAX = 60.0


@dataclass(frozen=True)
class Fault:
    """How the provider misbehaves.

    ``status`` answers with it; ``code`` is the provider's own error code; ``hang`` says nothing until the stand-in
    is stopped or ``hang_seconds`` are over; ``cut`` takes the message and closes the line without an answer;
    ``slow_seconds`` is what a good answer takes.
    """

    status: int = 0
    code: str = ""
    retry_after: int | None = None
    hang: bool = False
    hang_seconds: float = HANG_SECONDS_MAX
    slow_seconds: float = 0.0
    cut: bool = False


class Faults:
    """Used up one a request; ``always`` stays until it is set to None."""

    def __init__(self) -> None:
        self.always: Fault | None = None
        self._next: deque[Fault] = deque()

    def put(self, fault: Fault, *, times: int = 1) -> None:
        self._next.extend([fault] * times)

    def take(self) -> Fault | None:
        try:
            return self._next.popleft()
        except IndexError:
            return self.always

    def clear(self) -> None:
        self.always = None
        self._next.clear()


@dataclass(frozen=True)
class Received:
    """One message the provider took: to whom, the words or their variables, and the id of the delivery."""

    to: str
    body: Any
    key: str = ""
    at: float = field(default_factory=time.time)
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One HTTP request as the stand-in sees it."""

    method: str
    path: str
    query: dict[str, str]
    raw_query: str
    headers: Any
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


class Refused(Exception):
    """The provider would not take this: ``answer`` is what it says."""

    def __init__(self, reason: str, answer: Answer) -> None:
        self.answer = answer
        super().__init__(reason)


class Standin:
    """A provider. Sub-classes answer in ``take``; ``failed`` gives the provider's form to a fault."""

    #: What the house's process is told, with ``{url}`` in the place of the address.
    settings: dict[str, str] = {}

    def __init__(self, port: int = 0) -> None:
        self.received: list[Received] = []
        self.refused: list[str] = []
        self.calls = 0
        self.faults = Faults()
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        return {name: value.replace("{url}", self.url) for name, value in self.settings.items()}

    def take(self, call: Call) -> Answer:
        """Raises Refused. ``self.keep`` records what is taken."""
        raise NotImplementedError

    def failed(self, fault: Fault) -> Answer:
        return Answer(fault.status, {"error": fault.code})

    def is_send(self, call: Call) -> bool:
        """Faults concern messages; fetching an access token goes on."""
        return call.method == "POST"

    def keep(self, **said: Any) -> None:
        with self._lock:
            self.received.append(Received(**said))

    def answer(self, call: Call) -> Answer | None:
        """None cuts the line."""
        with self._lock:
            self.calls += 1
            fault = self.faults.take() if self.is_send(call) else None
        if fault and fault.slow_seconds:
            self._released.wait(fault.slow_seconds)
            fault = None
        if fault and fault.hang:
            self._released.wait(fault.hang_seconds)
            return None
        if fault and not fault.cut:
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            answered = self.failed(fault)
            return Answer(answered.status, answered.body, {**answered.headers, **headers})
        try:
            answered = self.take(call)
        except Refused as refused:
            with self._lock:
                self.refused.append(str(refused))
            return refused.answer
        return None if fault else answered


def _as_json(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body, ensure_ascii=False).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    standin: Standin


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without it every small answer waits 40 ms for Nagle's algorithm.
    disable_nagle_algorithm = True
    server: _Server

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        call = Call(self.command, parts.path, query, parts.query, self.headers, raw)
        answer = self.server.standin.answer(call)
        if answer is None:
            self.close_connection = True
            return
        body = answer.body if isinstance(answer.body, bytes) else _as_json(answer.body)
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # the client gave up first
            self.close_connection = True

    do_GET = do_POST

    def log_message(self, format: str, *args: Any) -> None:
        pass
