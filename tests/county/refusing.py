"""What every refusal of a file has in common: all its faults are named, and nothing is loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agents.loading.problems import FilesRefused
from agents.models import Bureau, County, Grid, Policy, Township, Village
from dispatch.catalogue.loading import load_files
from dispatch.catalogue.models import CatalogueItem
from points.models import PointsRule
from tests.county.files import DIVISIONS

Write = Callable[[str, Any], Path]
LINES = DIVISIONS.split("\n")


def problems_of(*paths: Path, code: str = "430528", prefix: str = "XN") -> list[str]:
    with pytest.raises(FilesRefused) as refused:
        load_files(paths, county_code=code, prefix=prefix)
    for model in (County, Policy, PointsRule, Township, Village, Grid, Bureau, CatalogueItem):
        assert not model._default_manager.exists()
    return refused.value.problems


def changed(line: int, old: str, new: str) -> str:
    """The divisions table with one line (from 1) changed."""
    lines = LINES.copy()
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines)
