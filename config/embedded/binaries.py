"""Which PostgreSQL to run: the one from the wheel, else one that is installed on the machine."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import Account
from config.embedded.copying import copied_wheel
from config.embedded.errors import EmbeddedError
from config.embedded.place import Place

CHOICE_VARIABLE = "EMBEDDED_POSTGRES"
CHOICES = ("auto", "wheel", "system")
OLDEST_MAJOR = 14  # what Django 5.2 asks for
PROGRAMS = ("postgres", "initdb")
TRIAL_SECONDS = 20


@dataclass(frozen=True)
class Binaries:
    """A directory of server programs that the server's account has been seen to run, and their major version."""

    directory: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.directory / name)


def find_binaries(place: Place) -> Binaries:
    """The first usable programs, of the version that wrote the database files if there are any.

    The environment's EMBEDDED_POSTGRES (auto, wheel or system) narrows the search.
    Raises EmbeddedError when nothing fits.
    """
    choice = _choice()
    written_by = _major_of_files(place.data)
    found = []
    for binaries in _usable(choice, place):
        if written_by in (None, binaries.major):
            return binaries
        found.append(str(binaries.major))
    if found:
        raise EmbeddedError(
            f"The database in {place.data} was written by PostgreSQL {written_by}, but only PostgreSQL "
            f"{', '.join(found)} can be run here; install version {written_by} or set another DATA_DIR."
        )
    raise EmbeddedError(
        "No PostgreSQL server that runs here was found "
        f"({CHOICE_VARIABLE}={choice}); install one (on Debian: apt install postgresql), or set DATABASE_URL."
    )


def _choice() -> str:
    choice = os.environ.get(CHOICE_VARIABLE) or "auto"
    if choice not in CHOICES:
        raise EmbeddedError(f"{CHOICE_VARIABLE} must be one of {', '.join(CHOICES)}, not {choice!r}.")
    return choice


def _usable(choice: str, place: Place) -> Iterator[Binaries]:
    if choice in ("auto", "wheel"):
        wheel = _from_wheel(place)
        if wheel is not None:
            yield wheel
    if choice in ("auto", "system"):
        for directory in _system_directories():
            system = _tried(directory, place.account)
            if system is not None:
                yield system


def _from_wheel(place: Place) -> Binaries | None:
    # The package is located and not imported: importing it makes lock files in the user's runtime directory.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(spec.submodule_search_locations[0])
    usable = _tried(package / "pginstall" / "bin", place.account)
    if usable is None and place.account.switch:
        version = importlib.metadata.version("embedded-postgres")
        usable = _tried(copied_wheel(package, place.binaries / version), place.account)
    return usable


def _system_directories() -> Iterator[Path]:
    configured = shutil.which("pg_config")
    if configured:
        asked = subprocess.run([configured, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(asked.stdout.strip())
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda directory: directory.parent.name.rjust(4), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _tried(directory: Path, account: Account) -> Binaries | None:
    """Run the programs as the account will: only that shows that it can reach them and that their libraries fit."""
    try:
        versions = {_major_said_by(directory / program, account) for program in PROGRAMS}
    except (OSError, subprocess.SubprocessError):
        return None
    major = versions.pop()
    if versions or major is None or major < OLDEST_MAJOR:
        return None
    return Binaries(directory, major)


def _major_said_by(program: Path, account: Account) -> int | None:
    said = subprocess.run(
        [str(program), "--version"],
        capture_output=True,
        text=True,
        check=True,
        timeout=TRIAL_SECONDS,
        **account.process_arguments(),
    )
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number.group(1)) if number else None


def _major_of_files(data: Path) -> int | None:
    version_file = data / "PG_VERSION"
    return int(version_file.read_text()) if version_file.exists() else None
