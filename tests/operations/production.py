"""The environment of a county's own site, as ``config/deploy`` ships it; nothing in it connects."""

import base64
import os
import secrets
from pathlib import Path

from config.embedded.environment import PROJECT

DEPLOY = PROJECT / "config" / "deploy"


def read_env(path: Path) -> dict[str, str]:
    """As systemd reads an EnvironmentFile: ``NAME=value``, comments begin with #."""
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def new_keys() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"k1:{random_key()}",
        "INDEX_KEY": random_key(),
    }


def production(**more: str) -> dict[str, str]:
    """Without anything of this test run; ``more`` replaces values, an empty one takes them out."""
    wanted = {**read_env(DEPLOY / "settings.env"), **new_keys(), **more}
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return kept | {name: value for name, value in wanted.items() if value}
