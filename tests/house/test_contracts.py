"""Each import contract of pyproject.toml has been seen to fail: here, each time, in a small house of empty rooms."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config.embedded.environment import PROJECT

ROOMS = [
    "config",
    "config.embedded",
    "frontend",
    "realtime",
    "points",
    "dispatch",
    "dispatch.oversight",
    "dispatch.casework",
    "dispatch.orders",
    "dispatch.catalogue",
    "dispatch.announcements",
    "agents",
]

DOWN_THE_HOUSE = "Imports point down the house"
INSIDE_DISPATCH = "Imports point down inside dispatch"
PURE = "Pure modules import no Django"

FORBIDDEN = [
    ("frontend", "config", DOWN_THE_HOUSE),
    ("frontend", "realtime", DOWN_THE_HOUSE),
    ("realtime", "frontend", DOWN_THE_HOUSE),
    ("points", "realtime", DOWN_THE_HOUSE),
    ("points", "frontend", DOWN_THE_HOUSE),
    ("dispatch.orders", "points", DOWN_THE_HOUSE),
    ("agents", "dispatch.catalogue", DOWN_THE_HOUSE),
    ("dispatch.catalogue", "dispatch.orders", INSIDE_DISPATCH),
    ("dispatch.orders", "dispatch.casework", INSIDE_DISPATCH),
    ("dispatch.announcements", "dispatch.orders", INSIDE_DISPATCH),
    ("dispatch.casework", "dispatch.oversight", INSIDE_DISPATCH),
    ("config.embedded", "django", PURE),
    ("agents.loading.grids", "django", PURE),
]


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """All rooms, empty, under the project's own contracts."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    for room in [*ROOMS, *pure_modules()]:
        make_package(tmp_path, room)
    return tmp_path


def pure_modules() -> list[str]:
    """Those that the contract names: each must exist, and stands here as an empty package."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [pure] = (contract for contract in contracts if contract["name"] == PURE)
    return list(pure["source_modules"])


def make_package(house: Path, name: str) -> None:
    package = house
    for part in name.split("."):
        package = package / part
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()


def test_an_orderly_house_keeps_every_contract(small_house: Path) -> None:
    add_import(small_house, "config", "dispatch.orders")
    kept, report = lint(small_house)
    assert kept, report


@pytest.mark.parametrize(("room", "imported", "contract"), FORBIDDEN)
def test_an_import_that_points_up_breaks_its_contract(
    small_house: Path, room: str, imported: str, contract: str
) -> None:
    add_import(small_house, room, imported)
    kept, report = lint(small_house)
    assert not kept
    assert f"{contract} BROKEN" in report


def test_the_house_itself_keeps_every_contract() -> None:
    kept, report = lint(PROJECT)
    assert kept, report


def add_import(house: Path, room: str, imported: str) -> None:
    house.joinpath(*room.split("."), "stray.py").write_text(f"import {imported}\n")


def lint(house: Path) -> tuple[bool, str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    ran = subprocess.run([*command, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)
    return ran.returncode == 0, ran.stdout + ran.stderr
