"""Typed readers of the environment. A wrong value stops the start with one sentence; it is never guessed around."""

import base64
import binascii
import os
from collections.abc import Mapping
from ipaddress import ip_network
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
# A database that went away without a word is noticed within so many seconds (F13, F34); the URL may say otherwise.
# A statement that was taken and is not answered yet has nothing to send again: only keep-alives find that out.
DATABASE_PATIENCE = {
    "connect_timeout": "2",
    "tcp_user_timeout": "5000",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
}
# The same for the server's side, which would else hold a vanished client's locks for two hours, and for ever those of a
# process that is frozen in the middle of a transaction (F4). Not through a pooler.
PATIENCE_OF_SERVER = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "client_connection_check_interval": "5000",
    "idle_in_transaction_session_timeout": "20000",
}


class EnvError(Exception):
    """An environment variable is missing or cannot be read as what it must be."""


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise EnvError(f"{name} is not set.")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise EnvError(f"{name}={value!r} is neither yes nor no.")


def integer(name: str, default: int, *, at_least: int | None = None) -> int:
    raw = os.environ.get(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        raise EnvError(f"{name}={raw!r} is not a whole number.") from None
    if at_least is not None and value < at_least:
        raise EnvError(f"{name}={value} is less than {at_least}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma separated list; blanks are dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def networks(name: str, default: str) -> list[str]:
    """A comma separated list of IP networks (CIDR) or addresses."""
    found = words(name, default)
    for each in found:
        try:
            ip_network(each)
        except ValueError as error:
            raise EnvError(f"{name}: {error}.") from None
    return found


def choice(name: str, options: set[str], default: str) -> str:
    value = os.environ.get(name, default)
    if value not in options:
        raise EnvError(f"{name}={value!r} is none of {', '.join(sorted(options))}.")
    return value


def url(name: str, default: str) -> SplitResult:
    """A URL in its parts; user and password are still quoted."""
    parts = urlsplit(os.environ.get(name, default))
    try:
        _ = parts.port
    except ValueError:
        raise EnvError(f"{name} names a port that is none.") from None
    return parts


def key(name: str, *, length_bytes: int = 32) -> bytes:
    """A base64 key of exactly ``length_bytes``."""
    return _key(name, text(name), length_bytes)


def keys(name: str) -> dict[str, bytes]:
    """``id:base64,id:base64`` with the current key first."""
    found: dict[str, bytes] = {}
    for pair in words(name, text(name)):
        key_id, _, encoded = pair.partition(":")
        found[key_id] = _key(name, encoded, 32)
    if not found:
        raise EnvError(f"{name} names no key.")
    return found


def database(name: str = "DATABASE_URL") -> dict[str, Any]:
    """A PostgreSQL URL as Django wants it; ``?host=/path`` means a unix socket.

    Connections come from a psycopg pool of at most ``DATABASE_POOL_MAX`` per process (default 20). Several hosts
    (``?host=a,b&target_session_attrs=read-write``) are a leader and its standby: whichever takes writes is used.
    """
    parts = urlsplit(text(name))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise EnvError(f"{name} must begin with postgresql:// (PostgreSQL is the only engine).")
    query: Mapping[str, str] = dict(parse_qsl(parts.query))
    options: dict[str, Any] = DATABASE_PATIENCE | {
        item: value for item, value in query.items() if item != "host"
    }
    # What ``agents.prepared`` asks is planned once for each connection. A pooler that hands connections on by the
    # transaction may not know prepared statements: DATABASE_PREPARE=0.
    options["prepare_threshold"] = 5 if flag("DATABASE_PREPARE", default=True) else None
    if options["prepare_threshold"]:
        options.setdefault(
            "options", " ".join(f"-c {name}={value}" for name, value in PATIENCE_OF_SERVER.items())
        )
    options["pool"] = {
        "min_size": 1,
        "max_size": integer("DATABASE_POOL_MAX", 20, at_least=1),
        "timeout": 3,
        # The pool's own patience doubles up to minutes; a database that is back must be found within seconds.
        "reconnect_timeout": 2,
    }
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def _key(name: str, encoded: str, length_bytes: int) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise EnvError(f"{name} holds a key that is not base64.") from None
    if len(raw) != length_bytes:
        raise EnvError(f"{name} holds a key of {len(raw)} bytes; {length_bytes} are needed.")
    return raw
