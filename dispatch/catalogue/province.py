"""A province to measure on: counties like the pilot, under codes that no county has. For simulation only."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from agents.demo import make_people
from agents.models import County
from dispatch.catalogue.loading import load_files
from dispatch.catalogue.pilot import FILES, PREFIX

PILOT_CODE, PILOT_NAME = "431127", "蓝山县"
#: National codes of divisions end with the 82 of 台湾, 香港 and 澳门; 99 is nobody's.
CODES = range(990001, 1_000_000)
COUNTIES_MAX = 2_800


def load_province(how_many: int) -> Iterator[County]:
    """So many counties with divisions, grids, catalogue and people, each once however often it is asked.

    Everything lies where the pilot lies; no query crosses from one county to another (DESIGN §1).
    """
    for code in CODES[:how_many]:
        known = County.objects.filter(pk=str(code)).first()
        yield known or _load(str(code))


def _load(code: str) -> County:
    with tempfile.TemporaryDirectory() as folder:
        files = [_copied(file, Path(folder), code) for file in FILES]
        county = load_files(files, prefix=PREFIX).county
    _count_anew()
    make_people(county)
    _count_anew()
    return county


def _copied(file: Path, folder: Path, code: str) -> Path:
    text = file.read_text(encoding="utf-8")
    target = folder / file.name
    target.write_text(
        text.replace(PILOT_CODE, code).replace(PILOT_NAME, f"模拟{code[2:]}县"), encoding="utf-8"
    )
    return target


def _count_anew() -> None:
    """PostgreSQL plans by what it counted last, and of what this transaction has written it has counted nothing yet."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")
