"""``make demo`` as a person runs it: a site of its own, the whole story over HTTP and sockets, a report at the end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psutil
import pytest

from tests.house.conftest import new_open_directory

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 180


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Where the database's account can reach it, so that all of it lies, and goes, in one place."""
    with new_open_directory() as directory:
        yield directory


def test_the_demo_plays_to_its_end_and_leaves_a_report_and_no_process(data_dir):
    # A database of its own: the embedded server, as for a newcomer.
    without = {"DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "REDIS_URL", "PORT", "HOST"}
    environment = {name: value for name, value in os.environ.items() if name not in without}
    environment |= {"DEMO_DATA_DIR": str(data_dir), "EMBEDDED_POSTGRES_FSYNC": "off"}
    told = subprocess.run(
        [sys.executable, "-m", "config.demo", "--orders", "40"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "409" in told.stdout and "Traceback" not in told.stderr
    (report,) = data_dir.glob("*.xlsx")
    form = openpyxl.load_workbook(report, data_only=True)["发放表"]
    assert "代办奖励发放表" in str(form["A1"].value)
    assert not [line for line in _command_lines() if str(data_dir) in line]


def _command_lines() -> list[str]:
    return [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
