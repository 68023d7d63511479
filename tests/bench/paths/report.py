"""The reward report of a county's quarter and of a province's: each file in a process of its own, beside its peer.

The workbook against XlsxWriter in constant-memory mode writing the same cells: details from a bare cursor, the other
sheets as they stand in ours. The CSV of a million details against PostgreSQL's own ``COPY`` of the same columns.
"""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench import ledger
from tests.bench.figures import Figure, Goal, bound, compare
from tests.bench.fleet.fleet import Fleet

MEBIBYTES_MAX = 300


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    ledger.fill(ledger.COUNTY)
    ledger.fill(ledger.PROVINCE)
    books = [(_in_a_process("workbook"), _in_a_process("bare_workbook")) for _ in range(rounds)]
    # Ten million cells take their time: twice is enough to see that they agree.
    tables = [(_in_a_process("csv"), _in_a_process("copy")) for _ in range(min(rounds, 2))]
    yield compare(
        f"workbook of {ledger.COUNTY.agents} agents, {ledger.COUNTY.orders:,} services",
        [(ours["seconds"], theirs["seconds"]) for ours, theirs in books], unit="s",
        against="XlsxWriter, same cells", goal=Goal(at_most=1.3),
    )  # fmt: skip
    yield compare(
        f"CSV of {ledger.PROVINCE.lines:,} details",
        [(ours["seconds"], theirs["seconds"]) for ours, theirs in tables], unit="s",
        against="COPY", goal=Goal(at_most=2),
    )  # fmt: skip
    peaks = [ours["mebibytes"] for ours, _ in [*books, *tables]]
    yield bound("reports: peak memory", [max(peaks)], unit="MiB", goal=Goal(at_most=MEBIBYTES_MAX))


def _in_a_process(what: str) -> dict[str, float]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.paths.report_process", what],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(told.stdout.splitlines()[-1]))
