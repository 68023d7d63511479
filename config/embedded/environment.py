"""Completing the environment before Django reads it: the database and the keys."""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from config.embedded.errors import EmbeddedError
from config.embedded.keys import keys_of, missing_keys, throwaway_keys
from config.embedded.place import database_exists
from config.embedded.stay import Stay, join, tell

PROJECT = Path(__file__).resolve().parents[2]
NO_DATABASE = "postgresql://postgres@/none?host=/nonexistent"

LOST_KEYS = (
    "this data directory already has a database, and a newly made key could not read it; "
    "restore the keys, or remove the directory postgres beside them to begin anew."
)
FOREIGN_DATABASE = (
    "DATABASE_URL points at a database of yours, and a newly made key could not read the county's data; "
    "set them, or set DEMO=1 to have demo keys made and kept."
)


class Prepared:
    """A complete environment; leaving the block, or :meth:`release`, lets go of the database server."""

    def __init__(self, stay: Stay | None) -> None:
        self._stay = stay

    def revive(self) -> None:
        """Start the embedded server again, if it is used and was killed. Raises EmbeddedError when it stays down."""
        if self._stay is not None:
            self._stay.revive()

    def release(self) -> None:
        """Let go of the embedded server, if it is used; the last one to do so stops it. May be called twice."""
        if self._stay is not None:
            self._stay.leave()

    def __enter__(self) -> "Prepared":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def prepare_environment(*, say: Callable[[str], None] = tell) -> Prepared:
    """Set DATA_DIR, DATABASE_URL, SECRET_KEY, FIELD_KEYS and INDEX_KEY where the environment lacks them.

    Without DATABASE_URL the embedded server of DATA_DIR is used, and started if need be. An installation of one's own
    making is a demo unless DEMO says otherwise. Raises EmbeddedError with one sentence when something is missing.
    """
    data_dir = resolved_data_dir()
    try:
        if os.environ.get("DATABASE_URL"):
            may_make = os.environ.get("DEMO") == "1"
            _set_keys(data_dir, why_not_new="" if may_make else FOREIGN_DATABASE)
            return Prepared(None)
        os.environ.setdefault("DEMO", "1")
        _set_keys(data_dir, why_not_new=LOST_KEYS if database_exists(data_dir) else "")
        stay = join(data_dir, say=say)
    except PermissionError as problem:
        raise EmbeddedError(
            f"{problem.filename or data_dir} belongs to another user; run this as that user, or set another DATA_DIR."
        ) from problem
    os.environ["DATABASE_URL"] = stay.url
    return Prepared(stay)


def prepare_environment_without_database() -> None:
    """Fill in what settings ask for, for a command that touches neither the database nor anything encrypted."""
    resolved_data_dir()
    os.environ.setdefault("DATABASE_URL", NO_DATABASE)
    os.environ.update(throwaway_keys(missing_keys()))


def resolved_data_dir() -> Path:
    """The data directory as an absolute path, also put back into the environment for child processes."""
    data_dir = Path(os.environ.get("DATA_DIR") or PROJECT / "var").expanduser().resolve()
    os.environ["DATA_DIR"] = str(data_dir)
    return data_dir


def _set_keys(data_dir: Path, *, why_not_new: str) -> None:
    missing = missing_keys()
    if missing:
        os.environ.update(keys_of(data_dir, missing, why_not_new=why_not_new))
