"""``manage.py`` works on the site's database, whether the site runs or not, and starts nothing it does not need."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded.environment import PROJECT
from manage import needs_database
from tests.house.guests import Guest, bare_environment, processes_in


def manage(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=bare_environment(data_dir),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "line", ["", "help migrate", "version", "makemessages -l zh_Hans", "migrate --help", "check"]
)
def test_some_commands_need_no_database(line: str) -> None:
    assert not needs_database(line.split())


@pytest.mark.parametrize(
    "line", ["migrate", "check --database default", "verify", "anything_new", "dispatcher"]
)
def test_any_other_command_may_need_it(line: str) -> None:
    assert needs_database(line.split())


def test_a_command_without_database_leaves_no_trace(data_dir: Path) -> None:
    ran = manage(data_dir, "diffsettings")
    assert ran.returncode == 0, ran.stderr
    assert not data_dir.exists()


def test_a_command_while_the_site_is_down_starts_the_server_and_stops_it(data_dir: Path) -> None:
    ran = manage(data_dir, "migrate", "contenttypes")
    assert ran.returncode == 0, ran.stderr
    assert "connect" not in ran.stderr
    assert processes_in(data_dir) == []
    with Guest(data_dir) as site:
        assert site.ask("SELECT count(*) FROM django_migrations WHERE app = 'contenttypes'") > 0


def test_a_command_while_the_site_runs_uses_its_server(data_dir: Path) -> None:
    with Guest(data_dir) as site:
        assert manage(data_dir, "migrate", "contenttypes").returncode == 0
        assert site.ask("SELECT count(*) FROM django_migrations WHERE app = 'contenttypes'") > 0
    assert processes_in(data_dir) == []


def test_a_database_that_cannot_be_had_is_one_sentence(data_dir: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=PROJECT,
        env=bare_environment(data_dir, EMBEDDED_POSTGRES="docker"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1


def test_a_python_without_the_packages_hands_over_to_the_project_s_own(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "manage.py", tmp_path)
    bare = [sys.executable, "-I", "-S", "manage.py", "verify", "--quiet"]
    alone = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (alone.returncode, alone.stdout) == (1, "")
    assert "make run" in alone.stderr and "Traceback" not in alone.stderr
    own = tmp_path / ".venv/bin/python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "$@"\n')
    own.chmod(0o755)
    handed = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (handed.returncode, handed.stdout) == (0, "manage.py verify --quiet\n")
