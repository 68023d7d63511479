"""Where the site listens: HOST and PORT of the environment, 127.0.0.1:8000 when they are silent."""

import os
import socket
from dataclasses import dataclass

PORT_MAX = 65535
BACKLOG = 2048
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # nosec B104 # compared with


class AddressError(Exception):
    """The site cannot listen where it was told to; the text is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Address:
    """A numeric interface and a TCP port."""

    interface: str
    port: int
    family: socket.AddressFamily

    @property
    def endpoint(self) -> str:
        """The address as Twisted reads it."""
        interface = self.interface.replace(":", r"\:")
        return f"tcp:port={self.port}:interface={interface}:backlog={BACKLOG}"

    @property
    def base_url(self) -> str:
        """The address as a browser on this machine reads it, without a slash at the end."""
        host = EVERYWHERE.get(self.interface, self.interface)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def ensure_free(self) -> None:
        """Raise AddressError when the port cannot be listened on: better before the database is made than after."""
        with socket.socket(self.family, socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((self.interface, self.port))
                attempt.listen(1)
            except OSError as problem:
                raise self.refused(problem.strerror or str(problem)) from problem

    def refused(self, reason: str) -> AddressError:
        """The sentence for an address that the system does not give us."""
        return AddressError(
            f"Port {self.port} of {self.interface} cannot be listened on ({reason}); "
            f"stop what runs there, or choose another one, as in: PORT={_neighbour(self.port)} make run"
        )


def address_from_environment() -> Address:
    """Read HOST and PORT. Raises AddressError when they name no address of this machine."""
    host = (os.environ.get("HOST") or "127.0.0.1").strip("[]")
    written = os.environ.get("PORT") or "8000"
    if not written.isascii() or not written.isdigit() or not 1 <= int(written) <= PORT_MAX:
        raise AddressError(f"PORT must be a number from 1 to {PORT_MAX}, not {written!r}.")
    try:
        family, _, _, _, found = socket.getaddrinfo(host, int(written), type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise AddressError(f"HOST must name an address of this machine; {host!r} is not known.") from None
    return Address(str(found[0]), int(written), family)


def _neighbour(port: int) -> int:
    return port + 1 if port < PORT_MAX else port - 1
