"""The dearest two faults on real processes, within every test run: web and PostgreSQL killed under traffic."""

import os
import subprocess
import sys
from pathlib import Path

from tests.chaos.fleet import PROJECT


def test_web_and_database_die_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    told = {"DATA_DIR": str(tmp_path), "DEMO": "1"}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "processes", "--only", "F1,F13", "--short"],
        env=environment | told, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=540,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr[-4000:]
    assert "3 passed, 0 failed" in ran.stdout, ran.stdout
