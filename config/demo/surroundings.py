"""Where the demo lives: a data directory, a port and a database of its own, never those of a real county."""

import os
import socket
from pathlib import Path

from config.embedded.environment import PROJECT
from config.serve.address import Address, address_from_environment
from config.serve.defaults import set_defaults

DIRECTORY = PROJECT / "var" / "demo"


def settle() -> Address:
    """Point the environment at the demo's own place. DEMO_DATA_DIR and DEMO_DATABASE_URL name another one.

    DATA_DIR and DATABASE_URL are left aside on purpose: they may be those of a site that people use, and the demo
    makes up people, plays a quarter and shortens the ten minutes. Raises AddressError.
    """
    os.environ["DEMO"] = "1"
    os.environ["DATA_DIR"] = os.environ.get("DEMO_DATA_DIR", str(DIRECTORY))
    os.environ.pop("DATABASE_URL", None)
    if url := os.environ.get("DEMO_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    for key in ("FIELD_KEYS", "INDEX_KEY", "SECRET_KEY", "REDIS_URL"):
        os.environ.pop(key, None)
    Path(os.environ["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    if not os.environ.get("PORT"):
        os.environ["PORT"] = str(_free_port())
    address = address_from_environment()
    address.ensure_free()
    set_defaults(address)
    return address


def _free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])
