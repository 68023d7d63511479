"""The three secrets of an installation, made once and kept in ``DATA_DIR/keys.json``.

A key that is lost or replaced makes the people's phone numbers and addresses unreadable, so a new one is made only
where there is nothing yet that an older one could have written.
"""

import base64
import json
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from config.embedded.errors import EmbeddedError
from config.embedded.locks import held
from config.embedded.ownership import make_directories, own_like_parent


def _new_random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


MAKERS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "FIELD_KEYS": lambda: f"k1:{_new_random()}",
    "INDEX_KEY": _new_random,
}


def missing_keys() -> list[str]:
    """The names of the secrets that the environment does not give."""
    return [name for name in MAKERS if not os.environ.get(name)]


def keys_of(data_dir: Path, names: Iterable[str], *, why_not_new: str) -> dict[str, str]:
    """The named secrets of this data directory, making and keeping those that are not there yet.

    ``why_not_new`` is empty when new ones may be made, else the reason why not, which EmbeddedError then tells.
    """
    path = data_dir / "keys.json"
    make_directories(data_dir)
    with held(data_dir / "keys.lock"):
        kept = _read(path)
        absent = [name for name in names if name not in kept]
        if absent and why_not_new:
            raise EmbeddedError(f"{' and '.join(absent)} must be set, or kept in {path}: {why_not_new}")
        if absent:
            kept |= {name: MAKERS[name]() for name in absent}
            _write(path, kept)
    return {name: kept[name] for name in names}


def throwaway_keys(names: Iterable[str]) -> dict[str, str]:
    """Secrets for a command that neither reads nor writes the people's data; kept nowhere."""
    return {name: MAKERS[name]() for name in names}


def _read(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except ValueError as problem:
        raise EmbeddedError(
            f"{path} is not readable as JSON ({problem}); restore it from a copy."
        ) from problem
    if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
        raise EmbeddedError(f"{path} must hold one JSON object of texts; restore it from a copy.")
    return kept


def _write(path: Path, keys: dict[str, str]) -> None:
    # Written beside and renamed, so a killed start leaves the old keys or the new ones and never half a file.
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(keys, stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    own_like_parent(beside)
    beside.rename(path)
