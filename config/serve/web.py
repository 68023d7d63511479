"""daphne in this process, with an end that lets requests under way finish."""

import time
from collections.abc import Callable
from typing import Any

from config.serve.address import Address
from config.serve.stopping import Stopping

DRAIN_SECONDS = 5.0
STEP_SECONDS = 0.05


def serve(address: Address, stopping: Stopping, *, on_ready: Callable[[], None]) -> None:
    """Serve until a signal asks to stop. Raises AddressError when the port was taken meanwhile."""
    # Imported here: daphne settles which event loop the process has, and wants Django set up before.
    from daphne.server import Server, twisted_loop
    from twisted.internet import reactor

    from config.asgi import application, pages

    server = Server(application, [address.endpoint], signal_handlers=False, ready_callable=on_ready)
    listening = _Listening(server)
    with stopping.answered_by(_Ending(server, reactor, listening).begin):
        server.run()
    twisted_loop.run_until_complete(pages.finish())
    if listening.refusals:
        raise address.refused(listening.refusals[0])


class _Listening:
    """What became of the endpoint; daphne itself forgets the port and only logs a refusal."""

    def __init__(self, server: Any) -> None:
        self.ports: list[Any] = []
        self.refusals: list[str] = []
        self._tell_success, self._tell_error = server.listen_success, server.listen_error
        server.listen_success, server.listen_error = self._succeeded, self._failed

    def _succeeded(self, port: Any) -> None:
        self.ports.append(port)
        self._tell_success(port)

    def _failed(self, failure: Any) -> None:
        self.refusals.append(str(failure.getErrorMessage()))
        self._tell_error(failure)


class _Ending:
    """Stop listening, wait for the requests under way, stop; a second signal does not wait."""

    def __init__(self, server: Any, reactor: Any, listening: _Listening) -> None:
        self._server = server
        self._reactor = reactor
        self._listening = listening
        self._deadline: float | None = None

    def begin(self) -> None:
        """Called by a signal at any point of the loop; the loop itself does the rest."""
        if self._deadline is None:
            self._deadline = time.monotonic() + DRAIN_SECONDS
            self._reactor.callFromThread(self._stop_listening)
        else:
            self._deadline = time.monotonic()

    def _stop_listening(self) -> None:
        for port in self._listening.ports:
            port.stopListening()
        self._stop_when_idle()

    def _stop_when_idle(self) -> None:
        if self._requests_under_way() and time.monotonic() < (self._deadline or 0.0):
            self._reactor.callLater(STEP_SECONDS, self._stop_when_idle)
        else:
            self._reactor.stop()

    def _requests_under_way(self) -> bool:
        from daphne.http_protocol import WebRequest

        connections = self._server.connections.items()
        return any(
            isinstance(one, WebRequest) and "disconnected" not in details for one, details in connections
        )
