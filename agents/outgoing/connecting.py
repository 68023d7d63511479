"""Connections that go to the very address that was looked at, so that a name cannot lead elsewhere a moment later."""

import socket
from collections.abc import Callable
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from agents.outgoing.addresses import is_never_called, is_public

Judge = Callable[[str], bool]


def is_allowed_inside(address: str) -> bool:
    """For a host that the county's own settings name."""
    return not is_never_called(address)


def _connection(base: type[Any], may_call: Judge) -> type[Any]:
    class Guarded(base):  # type: ignore[misc]
        _dns_host: str

        def _new_conn(self) -> socket.socket:
            name = self._dns_host
            # urllib3 connects to ``_dns_host``; what it says in Host and TLS was set before and stays.
            self._dns_host = _looked_at(self, may_call)
            try:
                return super()._new_conn()  # type: ignore[no-any-return]
            finally:
                self._dns_host = name

    return Guarded


def _looked_at(connection: Any, may_call: Judge) -> str:
    """The first address of the name; one forbidden among them is enough to refuse. Raises NewConnectionError."""
    try:
        found = socket.getaddrinfo(connection._dns_host.strip("[]"), connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, f"the name is not known ({type(error).__name__})") from None
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(map(may_call, addresses)):
        raise NewConnectionError(connection, "this address is not called from here")
    return addresses[0]


def pools(may_call: Judge) -> dict[str, type[Any]]:
    """Pool classes by scheme, for urllib3's ``PoolManager``."""

    class Plain(HTTPConnectionPool):
        ConnectionCls = _connection(HTTPConnection, may_call)

    class Tls(HTTPSConnectionPool):
        ConnectionCls = _connection(HTTPSConnection, may_call)

    return {"http": Plain, "https": Tls}


PUBLIC_ONLY, INSIDE_TOO = pools(is_public), pools(is_allowed_inside)
