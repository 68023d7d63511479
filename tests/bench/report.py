"""What was measured, for people (docs/benchmarks.md) and machines (docs/benchmarks.json)."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure

DOCS = Path(__file__).resolve().parents[2] / "docs"
LIBRARIES = [
    "Django",
    "channels",
    "daphne",
    "a2wsgi",
    "granian",
    "psycopg",
    "redis",
    "shapely",
    "asyncpg",
    "starlette",
    "uvicorn",
    "XlsxWriter",
    "rapidfuzz",
]

HEAD = """# Benchmarks

Written by `make bench`. Every figure is a ratio to a peer or a bound, measured in the same run on the same
machine; "ours" and "peer" are medians of interleaved rounds, "spread" is (largest − smallest) / median of the rounds'
ratios: how noisy the machine was. Absolute values belong to this machine and are not judged.

"""


def write(figures: Sequence[Figure], *, command: str) -> None:
    machine = _machine()
    versions = (
        {name: version(name) for name in LIBRARIES} | {"Python": platform.python_version()} | _programs()
    )
    document = {"paths": [_row(figure) for figure in figures], "versions": versions, "machine": machine}
    (DOCS / "benchmarks.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    (DOCS / "benchmarks.md").write_text(_page(figures, versions, machine, command))


def _page(figures: Sequence[Figure], versions: dict[str, str], machine: dict[str, str], command: str) -> str:
    missed = sum(not figure.held for figure in figures)
    verdict = "Every goal was held." if not missed else f"{missed} of {len(figures)} goals were missed."
    rows = [
        f"| {figure.path} | {figure.ours:.4g} {figure.unit} | {_peer(figure)} | {_ratio(figure)} | {figure.goal} |"
        f" {'yes' if figure.held else '**no**'} | {figure.rounds} | {figure.spread:.0%} |"
        for figure in figures
    ]
    table = "\n".join(
        [
            "| path | ours | peer | ratio | goal | held | rounds | spread |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
        ]
    )
    facts = "; ".join(f"{name} {value}" for name, value in (machine | versions).items())
    return f"{HEAD}`{command}` on {datetime.now(UTC).date().isoformat()}. {verdict}\n\n{table}\n\n{facts}.\n"


def _peer(figure: Figure) -> str:
    return figure.against if figure.peer is None else f"{figure.peer:.4g} {figure.unit} ({figure.against})"


def _ratio(figure: Figure) -> str:
    return "" if figure.ratio is None else f"{figure.ratio:.2f}"


def _machine() -> dict[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"cores": str(os.cpu_count()), "memory": f"{memory:.0f} GiB", "system": platform.system()}


def _programs() -> dict[str, str]:
    from django.db import connection

    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return {"PostgreSQL": str(connection.pg_version), "Node": node.stdout.strip()}


def _row(figure: Figure) -> dict[str, Any]:
    row = asdict(figure)
    del row["limit"]  # said in words by ``goal``
    return row
