"""What tests note of answers is summed up for the whole run, whichever process it was noted in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded.environment import PROJECT

CONTENT = """
import pytest
from tests.answers_counted import count_answer

@pytest.mark.parametrize("status", [200, 204, 422, 503])
def test_something(status, record_property):
    count_answer(record_property, status)
"""


@pytest.mark.parametrize("more", [(), ("-n", "2")])
def test_answers_are_summed_up_by_file(tmp_path: Path, more: tuple[str, ...]) -> None:
    (tmp_path / "test_something.py").write_text(CONTENT)
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(tmp_path), "-p", "xdist"]
    ran = subprocess.run(
        [*command, "-p", "tests.answers_counted", *more, str(tmp_path)],
        cwd=PROJECT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "test_something.py: 4 requests answered (2xx: 2, 4xx: 1, 5xx: 1)" in ran.stdout
