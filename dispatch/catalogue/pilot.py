"""The pilot county, Lanshan (431127), from the project's own fixtures; docs/data.md says what of it is real."""

from pathlib import Path

import agents
from dispatch import catalogue

PREFIX = "LS"
PLACES = Path(agents.__file__).parent / "fixtures" / "lanshan"
CATALOGUE = Path(catalogue.__file__).parent / "fixtures"
FILES = [
    PLACES / "lanshan_divisions.csv",
    PLACES / "lanshan_boundary.geojson",
    PLACES / "lanshan_grids.geojson",
    CATALOGUE / "lanshan_catalogue.json",
    CATALOGUE / "lanshan_popular.json",
]
