"""Counties drawn small enough to reckon with, and files to load."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.finding.grid_points import forget_points
from agents.finding.maps import forget_maps
from dispatch.catalogue.pilot import CATALOGUE, PLACES
from tests.county.files import lined


@pytest.fixture(autouse=True)
def fresh_maps() -> Iterator[None]:
    """Every test has its own county under the same revision."""
    forget_maps()
    forget_points()
    yield
    forget_maps()
    forget_points()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], Path]:
    """``write("grids.geojson", value)``: a file with this text, these bytes or this JSON."""

    def written(name: str, content: Any) -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else lined(content), encoding="utf-8")
        return path

    return written


@pytest.fixture
def pilot_grids() -> Any:
    return json.loads((PLACES / "lanshan_grids.geojson").read_text())


@pytest.fixture
def pilot_outline() -> Any:
    return json.loads((PLACES / "lanshan_boundary.geojson").read_text())["features"][0]["geometry"]


@pytest.fixture
def pilot_catalogue() -> Any:
    return json.loads((CATALOGUE / "lanshan_catalogue.json").read_text())
