"""Where the server's files lie.

Normally everything is in ``DATA_DIR/postgres``. When root runs the site and the server's account may not enter
``DATA_DIR`` (a clone in root's home), the server's files go to a directory the account can reach, and
``DATA_DIR/postgres/elsewhere`` says which. No directory that was there before is opened up for it.
"""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import Account, account_for
from config.embedded.errors import EmbeddedError
from config.embedded.ownership import make_directories, own_like_parent

ELSEWHERE = Path("/var/lib/grid-dispatch")
ELSEWHERE_VARIABLE = "EMBEDDED_POSTGRES_ELSEWHERE"
TRAVERSABLE = 0o711


@dataclass(frozen=True)
class Place:
    """The directories of one server and the account it runs as."""

    root: Path
    account: Account

    @property
    def data(self) -> Path:
        """The database files themselves."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """What the server says, appended over all its runs."""
        return self.root / "server.log"

    @property
    def binaries(self) -> Path:
        """Where copies of the server's programs go when the account cannot reach the installed ones."""
        return self.root / "binaries"


def control_directory(data_dir: Path) -> Path:
    """Where the locks and the pointer of this data directory's server lie; made when missing."""
    control = data_dir / "postgres"
    make_directories(control)
    return control


def database_exists(data_dir: Path) -> bool:
    """Whether this data directory already has a database, here or elsewhere."""
    control = data_dir / "postgres"
    return (control / "data").exists() or (control / "elsewhere").exists()


def place_for(data_dir: Path, *, say: Callable[[str], None]) -> Place:
    """Find or make the place of this data directory's server. Call it while holding the transition lock.

    Raises EmbeddedError when the place belongs to somebody else or cannot be reached any more.
    """
    control = control_directory(data_dir)
    pointer = control / "elsewhere"
    if pointer.exists():
        return _pointed_at(pointer, data_dir, say=say)
    account = account_for(data_dir, control / "data")
    if account.can_enter(data_dir):
        _let_pass(account, control)
        return Place(control, account)
    if (control / "data").exists():
        raise EmbeddedError(
            f"The database server runs as {account.name}, which may no longer enter {data_dir}."
        )
    root = _new_root(account, data_dir, say=say)
    pointer.write_text(f"{root}\n")
    own_like_parent(pointer)
    _announce(root, account, data_dir, say=say)
    return Place(root, account)


def _let_pass(account: Account, control: Path) -> None:
    if account.switch and control.stat().st_uid != account.uid:
        control.chmod(TRAVERSABLE)
    else:
        control.chmod(0o700)


def _pointed_at(pointer: Path, data_dir: Path, *, say: Callable[[str], None]) -> Place:
    root = Path(pointer.read_text().strip())
    marker = root / "belongs-to"
    if not marker.exists():
        raise EmbeddedError(f"{pointer} says that the database is in {root}, but it is not there.")
    former = Path(marker.read_text().strip())
    if former != data_dir:
        if (former / "postgres" / "elsewhere").exists():
            raise EmbeddedError(
                f"{data_dir} is a copy of {former}, and both point at the one database in {root}; "
                f"remove {pointer.parent} to begin with an empty one."
            )
        marker.write_text(f"{data_dir}\n")
    account = account_for(data_dir, root / "data")
    _announce(root, account, data_dir, say=say)
    return Place(root, account)


def _new_root(account: Account, data_dir: Path, *, say: Callable[[str], None]) -> Path:
    base = Path(os.environ.get(ELSEWHERE_VARIABLE) or ELSEWHERE)
    root = base / _name_for(data_dir)
    try:
        if not base.exists():
            base.mkdir(parents=True)
            base.chmod(0o755)
        _tell_of_leftovers(base, data_dir, say=say)
        root.mkdir()
        root.chmod(TRAVERSABLE)
    except OSError as problem:
        raise EmbeddedError(
            f"No place for the database server could be made in {base}: {problem.strerror}."
        ) from problem
    if not account.can_enter(root):
        root.rmdir()
        raise EmbeddedError(
            f"The database server runs as {account.name}, which may enter neither {data_dir} nor {base}; "
            f"set DATA_DIR or {ELSEWHERE_VARIABLE} to a directory it can reach, or set DATABASE_URL."
        )
    (root / "belongs-to").write_text(f"{data_dir}\n")
    return root


def _name_for(data_dir: Path) -> str:
    # Never derived from the path alone: a new clone where an old one was deleted must not find the old one's database,
    # whose keys went with the old clone.
    readable = re.sub(r"[^A-Za-z0-9]+", "-", str(data_dir)).strip("-")[-40:].strip("-")
    return f"{readable}-{secrets.token_hex(4)}"


def _tell_of_leftovers(base: Path, data_dir: Path, *, say: Callable[[str], None]) -> None:
    for marker in sorted(base.glob("*/belongs-to")):
        if marker.read_text().strip() == str(data_dir):
            say(
                f"An earlier database of {data_dir} is in {marker.parent}; it is not used and may be removed."
            )


def _announce(root: Path, account: Account, data_dir: Path, *, say: Callable[[str], None]) -> None:
    say(
        f"The database server runs as {account.name}, which may not enter {data_dir}; its files are in {root}."
    )
