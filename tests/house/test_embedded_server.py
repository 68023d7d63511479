"""The embedded server: one for everybody who is given the same DATA_DIR, as long as somebody uses it."""

import os
from pathlib import Path

import pytest

from tests.house.guests import Guest, kill_hard, postmaster, processes_in, wait_until_nobody_is_in


def test_the_first_starts_the_server_and_the_last_stops_it(data_dir: Path) -> None:
    with Guest(data_dir) as command:
        with Guest(data_dir) as site:
            assert site.url == command.url
            server = postmaster(data_dir)
        assert command.ask("SELECT 1") == 1
        assert postmaster(data_dir) == server
    assert processes_in(data_dir) == []


def test_a_second_start_finds_the_data(data_dir: Path) -> None:
    with Guest(data_dir) as first:
        first.tell("CREATE TABLE wish AS SELECT '我要办低保' AS words")
    with Guest(data_dir) as second:
        assert second.ask("SELECT words FROM wish") == "我要办低保"


def test_all_that_start_at_once_share_one_server(data_dir: Path) -> None:
    guests = [Guest(data_dir) for _ in range(4)]
    urls = {guest.arrive().url for guest in guests}
    assert len(urls) == 1
    assert "" not in urls
    for guest in guests:
        guest.leave()
    assert processes_in(data_dir) == []


def test_a_killed_user_does_not_keep_the_server_from_stopping(data_dir: Path) -> None:
    with Guest(data_dir) as command:
        site = Guest(data_dir).arrive()
        site.kill()
        assert command.ask("SELECT 1") == 1
    assert processes_in(data_dir) == []


def test_the_server_stops_when_its_last_user_is_killed(data_dir: Path) -> None:
    Guest(data_dir).arrive().kill()
    wait_until_nobody_is_in(data_dir)


def test_a_killed_guard_is_replaced_by_the_next_to_come(data_dir: Path) -> None:
    with Guest(data_dir):
        (guard,) = [one for one in processes_in(data_dir) if "config.embedded.guard" in one.cmdline()]
        kill_hard(guard)
        Guest(data_dir).arrive().kill()
        assert any("config.embedded.guard" in one.cmdline() for one in processes_in(data_dir))
    assert processes_in(data_dir) == []


def test_a_killed_server_loses_nothing_that_was_committed(data_dir: Path) -> None:
    with Guest(data_dir, EMBEDDED_POSTGRES_FSYNC="on") as site:
        site.tell("CREATE TABLE entry AS SELECT 1.5 AS points")
        kill_hard(postmaster(data_dir))
        with Guest(data_dir, EMBEDDED_POSTGRES_FSYNC="on") as next_one:
            assert float(next_one.ask("SELECT points FROM entry")) == 1.5


def test_a_pid_file_whose_number_passed_to_another_program_is_no_obstacle(data_dir: Path) -> None:
    with Guest(data_dir):
        pid_file = data_dir / "postgres/data/postmaster.pid"
        lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with Guest(data_dir) as site:
        assert site.ask("SELECT 1") == 1


def test_a_start_that_was_killed_while_laying_out_is_no_obstacle(data_dir: Path) -> None:
    half_made = data_dir / "postgres/data.unfinished"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    with Guest(data_dir) as site:
        assert site.ask("SELECT 1") == 1


def test_a_long_path_still_has_room_for_the_socket(data_dir: Path) -> None:
    far_away = data_dir / "网格" / ("long-" * 24)
    with Guest(far_away) as site:
        socket_directory = Path(site.ask("SHOW unix_socket_directories").strip('"'))
        assert socket_directory.stat().st_mode & 0o777 == 0o700
    assert not socket_directory.exists()


def test_only_the_one_who_started_it_can_reach_the_server(data_dir: Path) -> None:
    with Guest(data_dir) as site:
        assert site.ask("SHOW listen_addresses") == ""
        assert (data_dir / "postgres/socket").stat().st_mode & 0o777 == 0o700
        assert (data_dir / "postgres/data").stat().st_mode & 0o777 == 0o700


def test_data_is_durable_unless_a_test_says_otherwise(data_dir: Path) -> None:
    with Guest(data_dir, EMBEDDED_POSTGRES_FSYNC="") as site:
        assert site.ask("SHOW fsync") == "on"
        assert site.ask("SHOW synchronous_commit") == "on"
        assert site.ask("SHOW full_page_writes") == "on"


@pytest.mark.parametrize("source", ["wheel", "system"])
def test_both_kinds_of_programs_serve_utf8(data_dir: Path, source: str) -> None:
    with Guest(data_dir, EMBEDDED_POSTGRES=source) as site:
        assert site.ask("SHOW server_encoding") == "UTF8"
        program = Path(postmaster(data_dir).exe())
        assert ("embedded_postgres" in program.parts) == (source == "wheel")


def test_the_programs_must_fit_the_database_files(data_dir: Path) -> None:
    with Guest(data_dir):
        pass
    (data_dir / "postgres/data/PG_VERSION").write_text("13\n")
    said = Guest(data_dir).arrive().said
    assert "was written by PostgreSQL 13, but only PostgreSQL" in said


def test_an_unknown_choice_of_programs_is_named(data_dir: Path) -> None:
    said = Guest(data_dir, EMBEDDED_POSTGRES="docker").arrive().said
    assert "EMBEDDED_POSTGRES must be one of auto, wheel, system, not 'docker'." in said


def test_the_callers_postgres_variables_do_not_reach_the_server(data_dir: Path) -> None:
    with Guest(data_dir, PGPORT="1", PGDATA="/nonexistent", PGHOST="nowhere.invalid") as site:
        assert site.ask("SELECT 1") == 1
