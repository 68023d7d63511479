"""Keys are made once, kept closed, and never replaced where something was written with the old ones."""

import json
import os
from pathlib import Path

import pytest

from config.embedded.environment import prepare_environment, prepare_environment_without_database
from config.embedded.errors import EmbeddedError
from tests.house.guests import Guest

NAMES = ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> pytest.MonkeyPatch:
    """An environment that names a data directory and a database of the caller's own, and nothing else."""
    for name in (*NAMES, "DEMO"):
        # Set first, so that the end of the test takes back what prepare_environment sets.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@db.example/county")
    return monkeypatch


def environment() -> dict[str, str]:
    return {name: os.environ[name] for name in NAMES}


def test_the_first_start_makes_keys_that_only_their_owner_may_read(data_dir: Path) -> None:
    with Guest(data_dir):
        kept = json.loads((data_dir / "keys.json").read_text())
        assert set(kept) == set(NAMES)
        assert kept["FIELD_KEYS"].startswith("k1:")
        assert (data_dir / "keys.json").stat().st_mode & 0o777 == 0o600


def test_later_starts_read_the_same_keys(data_dir: Path) -> None:
    with Guest(data_dir):
        first = (data_dir / "keys.json").read_text()
    with Guest(data_dir):
        assert (data_dir / "keys.json").read_text() == first


def test_lost_keys_of_a_database_are_not_replaced(data_dir: Path) -> None:
    with Guest(data_dir):
        pass
    (data_dir / "keys.json").unlink()
    said = Guest(data_dir).arrive().said
    assert "this data directory already has a database, and a newly made key could not read it" in said
    assert not (data_dir / "keys.json").exists()


def test_a_database_of_ones_own_wants_keys_of_ones_own(bare: pytest.MonkeyPatch, data_dir: Path) -> None:
    with pytest.raises(
        EmbeddedError, match=r"^SECRET_KEY and FIELD_KEYS and INDEX_KEY must be set, or kept in"
    ):
        prepare_environment()
    assert not (data_dir / "keys.json").exists()


def test_a_demo_on_a_database_of_ones_own_gets_demo_keys(bare: pytest.MonkeyPatch, data_dir: Path) -> None:
    bare.setenv("DEMO", "1")
    prepare_environment()
    assert json.loads((data_dir / "keys.json").read_text()) == environment()


def test_commands_beside_such_a_demo_read_its_keys(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DEMO", "1")
    prepare_environment()
    made = environment()
    for name in (*NAMES, "DEMO"):
        bare.delenv(name)
    prepare_environment()
    assert environment() == made


def test_a_key_from_the_environment_wins_and_is_not_written_down(
    bare: pytest.MonkeyPatch, data_dir: Path
) -> None:
    bare.setenv("DEMO", "1")
    bare.setenv("SECRET_KEY", "from outside")
    prepare_environment()
    assert os.environ["SECRET_KEY"] == "from outside"
    assert set(json.loads((data_dir / "keys.json").read_text())) == {"FIELD_KEYS", "INDEX_KEY"}


@pytest.mark.parametrize("content", ["{", "[]", '{"SECRET_KEY": 1}'])
def test_a_damaged_key_file_stops_the_start(bare: pytest.MonkeyPatch, data_dir: Path, content: str) -> None:
    data_dir.mkdir()
    (data_dir / "keys.json").write_text(content)
    with pytest.raises(EmbeddedError, match=r"restore it from a copy\.$"):
        prepare_environment()


def test_a_command_without_database_keeps_nothing(bare: pytest.MonkeyPatch, data_dir: Path) -> None:
    bare.delenv("DATABASE_URL")
    prepare_environment_without_database()
    assert all(environment().values())
    assert not data_dir.exists()
