"""The database and the keys of a test run, there before Django's settings are read.

With DATABASE_URL the tests run on that server; without it on an embedded one under var/test, which need not survive a
power cut. Under pytest-xdist only the controlling process does this: its workers inherit the environment.
"""

import os
from pathlib import Path

import pytest

from config.embedded.environment import PROJECT, Prepared, prepare_environment
from config.embedded.errors import EmbeddedError


def _prepare() -> Prepared | None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return None
    os.environ.setdefault("DATA_DIR", str(PROJECT / "var" / "test"))
    os.environ.setdefault("EMBEDDED_POSTGRES_FSYNC", "off")
    os.environ.setdefault("DEMO", "1")
    # WhiteNoise warns about a directory of collected files that is not there, at every start.
    (Path(os.environ["DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
    try:
        return prepare_environment()
    except EmbeddedError as problem:
        raise pytest.UsageError(str(problem)) from problem


_prepared = _prepare()


def pytest_unconfigure() -> None:
    """Let go of the database server; the last one to do so stops it."""
    if _prepared is not None:
        _prepared.release()
