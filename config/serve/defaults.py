"""What the environment of the embedded runner says where nobody said anything else."""

import ipaddress
import os

from config.embedded.environment import resolved_data_dir
from config.serve.address import Address


def set_defaults(address: Address) -> None:
    """A demo, with hashed static files, reachable by the names under which it listens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("STATIC_HASHED", "1")
    os.environ.setdefault("STATIC_ROOT", str(resolved_data_dir() / "static"))
    if os.environ["DEMO"] == "1" and not ipaddress.ip_address(address.interface).is_loopback:
        # A demo that was told to listen to the network is meant to be tried from a phone, by whatever address.
        os.environ.setdefault("ALLOWED_HOSTS", "*")
