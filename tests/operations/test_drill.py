"""The drill itself, with few orders (F28). In a process of its own: it brings a site and a second one elsewhere."""

import subprocess
import sys

from config.embedded.environment import PROJECT
from tests.house.guests import bare_environment


def test_a_backup_taken_while_busy_is_whole_elsewhere(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.operations.drill", "--orders", "12"],
        cwd=PROJECT,
        env=bare_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 lost" in ran.stdout and "0 broken" in ran.stdout
    assert ran.stdout.endswith("The copy is whole.\n")
