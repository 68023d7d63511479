"""A mail server: enough of SMTP for one message a connection. Faults by ``status`` (421, 550) or ``hang``."""

import email
import email.policy
import socketserver
import threading
from typing import Self

from tests.standins.base import HANG_SECONDS_MAX, Faults, Received


class Mail:
    def __init__(self, port: int = 0) -> None:
        self.received: list[Received] = []
        self.faults = Faults()
        self.released = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Conversation)
        self._server.standin = self

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def environment(self) -> dict[str, str]:
        return {"EMAIL_URL": f"smtp://127.0.0.1:{self.port}", "EMAIL_FROM": "dispatch@example.invalid"}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    standin: Mail


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        standin = self.server.standin
        fault = standin.faults.take()
        if fault and fault.hang:
            standin.released.wait(HANG_SECONDS_MAX)
            return
        self._say("220 test")
        receiver = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ", 1)[0].upper()
            if verb == "RCPT" and fault:
                self._say(f"{fault.status} {fault.code or 'no'}")
            elif verb == "RCPT":
                receiver = line.partition(":")[2].strip("<> ")
                self._say("250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                self._keep(receiver)
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _keep(self, receiver: str) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        body = message.get_content()
        more = {"subject": str(message["Subject"]).strip(), "from": message["From"]}
        self.server.standin.received.append(
            Received(to=receiver, body=body, key=str(message["Message-ID"]), more=more)
        )

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
