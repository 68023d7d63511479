"""In CI a test that was left out fails the run; elsewhere pytest's own verdict stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded.environment import PROJECT

LEFT_OUT = {
    "skipped": "import pytest\n@pytest.mark.skip\ndef test_it(): pass\n",
    "xfailed": "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n",
    "xpassed": "import pytest\n@pytest.mark.xfail\ndef test_it(): pass\n",
}


def run_pytest(directory: Path, content: str, *, ci: str, more: tuple[str, ...] = ()) -> tuple[int, str]:
    (directory / "test_something.py").write_text(content + "\ndef test_another(): pass\n")
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(directory), "-p", "xdist"]
    ran = subprocess.run(
        [*command, "-p", "tests.nothing_left_out", *more, str(directory)],
        cwd=PROJECT,
        env=os.environ | {"CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_what_is_left_out_fails_in_ci(tmp_path: Path, kind: str) -> None:
    code, said = run_pytest(tmp_path, LEFT_OUT[kind], ci="true")
    assert code == 1
    assert f"Left out, which fails the run in CI: 1 {kind}" in said


def test_what_is_left_out_fails_in_ci_on_several_workers_too(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, LEFT_OUT["skipped"], ci="true", more=("-n", "1"))
    assert code == 1
    assert "1 skipped" in said


def test_what_is_left_out_is_no_failure_at_a_desk(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, LEFT_OUT["skipped"], ci="")[0] == 0


def test_a_full_run_passes_in_ci(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, "", ci="true")
    assert code == 0
    assert "Left out" not in said
