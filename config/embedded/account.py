"""Whom the server runs as: PostgreSQL refuses to run as root.

Started by an ordinary person it runs as that person. Started by root it runs as the first of these that there is: the
owner of the database files, the owner of the data directory, a system account of its own (made with useradd, without a
password, a home or a shell), ``postgres``, ``nobody``. The manual of PostgreSQL advises against sharing an account
with other services, hence the account of its own before the ready-made ones.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.errors import EmbeddedError

OWN_ACCOUNT = "grid-dispatch"
READY_MADE_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system account that may run the server; ``switch`` tells whether this process must become it first."""

    uid: int
    gid: int
    name: str
    switch: bool

    def process_arguments(self) -> dict[str, Any]:
        """Keyword arguments that make subprocess run its program as this account, in a session of its own.

        The session keeps a Ctrl-C at the terminal from reaching the server before the site has let go of it.
        """
        own_session: dict[str, Any] = {"start_new_session": True, "cwd": "/"}
        if not self.switch:
            return own_session
        return own_session | {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, directory: Path) -> bool:
        """Whether the account may pass through the directory, tried by the account itself."""
        if not self.switch:
            return os.access(directory, os.X_OK)
        attempt = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)]
        tried = subprocess.run(attempt, stderr=subprocess.DEVNULL, check=False, **self.process_arguments())
        return tried.returncode == 0

    def take(self, directory: Path) -> None:
        """Give the account a directory of its own that nobody else may enter."""
        directory.mkdir(mode=0o700, exist_ok=True)
        if self.switch:
            os.chown(directory, self.uid, self.gid)
        directory.chmod(0o700)


def account_for(data_dir: Path, database_files: Path) -> Account:
    """Choose the account for the server of this data directory.

    Raises EmbeddedError when the database files belong to somebody else, or the machine offers no account.
    """
    if os.geteuid() != 0:
        return _myself(database_files)
    for path in (database_files, data_dir):
        owner = _owner(path)
        if owner is not None:
            return owner
    account = _named(OWN_ACCOUNT) or _made() or _first_ready_made()
    if account is None:
        raise EmbeddedError(
            "PostgreSQL does not run as root, and no other account could be found or made for it on this machine; "
            "run this as an ordinary user, or set DATABASE_URL."
        )
    return account


def _myself(database_files: Path) -> Account:
    uid = os.geteuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        raise EmbeddedError(
            f"User id {uid} has no name on this machine, and PostgreSQL needs one; set DATABASE_URL."
        ) from None
    if database_files.exists() and database_files.stat().st_uid != uid:
        raise EmbeddedError(
            f"The database in {database_files} belongs to another user; run this as that user or as root, "
            "or set another DATA_DIR."
        )
    return Account(uid, os.getegid(), name, switch=False)


def _owner(path: Path) -> Account | None:
    try:
        uid = path.stat().st_uid
        return _as_account(pwd.getpwuid(uid)) if uid != 0 else None
    except (FileNotFoundError, KeyError):
        return None


def _named(name: str) -> Account | None:
    try:
        return _as_account(pwd.getpwnam(name))
    except KeyError:
        return None


def _made() -> Account | None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", OWN_ACCOUNT]
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=30)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return None
    # Another process may have made it in the meantime, so the name counts and not the exit code.
    return _named(OWN_ACCOUNT)


def _first_ready_made() -> Account | None:
    found = (_named(name) for name in READY_MADE_ACCOUNTS)
    return next((account for account in found if account is not None), None)


def _as_account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, switch=True)
