"""Faults for which no process has to die: the ordinary tests that hold them, run once more and counted by fault."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from config.embedded.keys import MAKERS
from tests.chaos.database import Database
from tests.chaos.fleet import PROJECT
from tests.chaos.table import HELD_BY_TESTS, Held
from tests.chaos.verdict import Verdict

# What the other parts run with; tests look at the log and bring their own database, which keeps its own keys: a
# database made with the faults' keys would be refused to every later run of the tests, which do not know them.
OF_THE_FAULTS = frozenset({"DATABASE_URL", "LOG_LEVEL", *MAKERS})


def faults(*, database: Database, only: str, orders: int, rounds: int, short: bool) -> Iterator[Verdict]:
    """``only``: codes with commas between them; all when it is empty. Browsers are left out of the short form."""
    codes = {code.strip() for code in only.split(",") if code.strip()}
    wanted = [each for each in HELD_BY_TESTS if not codes or each.code in codes]
    chosen = [(each, [name for name in each.tests if not (short and "e2e" in name)]) for each in wanted]
    chosen = [(held, names) for held, names in chosen if names]
    if not chosen:
        return
    results = _run(sorted({name for _, names in chosen for name in names}))
    for held, names in chosen:
        yield _verdict(held, names, results)


def environment_of_tests(environ: Mapping[str, str]) -> dict[str, str]:
    """As ``make test`` runs them."""
    kept = {name: value for name, value in environ.items() if name not in OF_THE_FAULTS}
    return {**kept, "DATA_DIR": str(PROJECT / "var" / "test"), "EMBEDDED_POSTGRES_FSYNC": "off"}


def _verdict(held: Held, names: list[str], results: dict[str, bool]) -> Verdict:
    of_it = [passed for test, passed in results.items() if any(_is_of(test, name) for name in names)]
    failed = of_it.count(False)
    seen = (
        f"{len(of_it) - failed} tests passed, {failed} failed ({', '.join(sorted(set(map(_file, names))))})"
    )
    return Verdict(f"{held.code} {held.what}", bool(of_it) and not failed, seen)


def _run(names: list[str]) -> dict[str, bool]:
    """Whether each test passed, by ``tests.room.test_file::test_name``."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "logical", f"--junitxml={report}", *names],
            env=environment_of_tests(os.environ), cwd=PROJECT, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        if not report.exists():
            return {}
        cases = ElementTree.parse(report).iter("testcase")
        return {f"{case.get('classname')}::{case.get('name')}": len(case) == 0 for case in cases}


def _is_of(test: str, name: str) -> bool:
    """``name`` is a file, or a file and one of its tests, whose parameters follow in brackets."""
    path, _, single = name.partition("::")
    module, _, case = test.partition("::")
    return module == path.removesuffix(".py").replace("/", ".") and (
        not single or case == single or case.startswith(f"{single}[")
    )


def _file(name: str) -> str:
    return name.partition("::")[0]
