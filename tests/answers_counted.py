"""How many requests were tried, and what they were answered: said at the end of ``make fuzz``.

A test notes each answer with ``count_answer``; the notes reach here also from other processes.
"""

from collections import Counter
from collections.abc import Callable

import pytest

NOTE = "answers"


def count_answer(record_property: Callable[[str, object], None], status: int) -> None:
    """One answer, by the hundred of its status: 2xx."""
    record_property(NOTE, f"{status // 100}xx")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each test file that has counted."""
    counted: dict[str, Counter[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if not isinstance(report, pytest.TestReport) or report.when != "call":
                continue
            answers = [str(value) for name, value in report.user_properties if name == NOTE]
            if answers:
                counted.setdefault(report.location[0], Counter()).update(answers)
    for file, of_kind in sorted(counted.items()):
        kinds = ", ".join(f"{kind}: {of_kind[kind]:,}" for kind in sorted({*of_kind, "5xx"}))
        terminalreporter.write_line(f"{file}: {of_kind.total():,} requests answered ({kinds})")
