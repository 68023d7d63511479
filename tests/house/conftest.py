"""Directories for embedded servers of the tests' own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# These are about what root must take care of; an ordinary user has nothing of it to test.
collect_ignore = [] if os.geteuid() == 0 else ["test_embedded_as_root.py"]


@contextmanager
def new_open_directory() -> Iterator[Path]:
    """A new directory that every account of the machine may enter; pytest's own are closed to all but their owner."""
    directory = Path(tempfile.mkdtemp(prefix="house-", dir="/tmp"))
    directory.chmod(0o755)
    try:
        yield directory
    finally:
        shutil.rmtree(directory)


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """One for a single test."""
    with new_open_directory() as directory:
        yield directory


@pytest.fixture
def data_dir(open_directory: Path) -> Path:
    """A data directory that does not exist yet, where any account may reach it."""
    return open_directory / "var"
