"""Laying out the database files of a new server."""

import shutil
import subprocess
from pathlib import Path

from config.embedded.binaries import Binaries
from config.embedded.errors import EmbeddedError
from config.embedded.place import Place

SUPERUSER = "postgres"
BUILTIN_LOCALES_SINCE = 17
INITDB_SECONDS = 120


def lay_out(binaries: Binaries, place: Place, *, durable: bool) -> None:
    """Make the database files unless they are there; UTF-8, and an order of texts that no system library changes.

    They are made under another name and renamed when complete, so a killed start leaves nothing half made.
    Raises EmbeddedError with the last words of initdb when it fails.
    """
    if place.data.exists():
        return
    unfinished = place.root / "data.unfinished"
    said = ""
    for locale in _locales(binaries.major):
        shutil.rmtree(unfinished, ignore_errors=True)
        place.account.take(unfinished)
        said = _initdb(binaries, place, unfinished, locale, durable=durable)
        if not said:
            unfinished.rename(place.data)
            return
    raise EmbeddedError(f"The database could not be laid out in {place.data}: {said}")


def _locales(major: int) -> list[list[str]]:
    if major >= BUILTIN_LOCALES_SINCE:
        return [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
    return [["--locale=C.UTF-8"], ["--locale=C"]]


def _initdb(binaries: Binaries, place: Place, data: Path, locale: list[str], *, durable: bool) -> str:
    """Run initdb; an empty text when it went well, else its last line."""
    # Trust is safe here: the only way in is a socket in a directory that nobody else may enter.
    command = [
        binaries.program("initdb"),
        "-D",
        str(data),
        "-U",
        SUPERUSER,
        "--encoding=UTF8",
        "--auth=trust",
    ]
    command += locale + ([] if durable else ["--no-sync"])
    ran: subprocess.CompletedProcess[str] = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=INITDB_SECONDS,
        env=server_environment(),
        **place.account.process_arguments(),
    )
    if ran.returncode == 0:
        return ""
    return (ran.stderr.strip().splitlines() or [f"initdb ended with code {ran.returncode}"])[-1]


def server_environment() -> dict[str, str]:
    """A bare environment for server programs: the caller's PGPORT, PGDATA or locale must not reach them."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}
