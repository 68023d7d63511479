"""Nothing personal and nothing secret is ever logged: every line of a test run is looked at as it is written (S23).

A test during which a phone or ID number, a code, a token or a broken line was logged fails, though all else in it held.
Lines of other processes (a fleet started by a test) are not seen here.
"""

import logging
import re
from typing import Any

import pytest

EDGE, END = r"(?<![0-9A-Za-z_.:+-])", r"(?![0-9A-Za-z_-]|[.:][0-9])"
SECRETS = {
    "a phone number": re.compile(rf"{EDGE}(?:86)?1\d{{10}}{END}|\+861\d{{10}}"),
    "an ID number": re.compile(rf"{EDGE}[1-9]\d{{16}}[0-9Xx]{END}"),
    "a bearer's token": re.compile(r"Bearer\s+[\w.~+/-]{16,}"),
    "a session": re.compile(r"session=[a-z0-9]{32}"),
    "the token of a link": re.compile(r"/[fr]/[0-9a-f]{32}"),
    "a second line": re.compile(r"[\r\n\x1b\u2028\u2029]"),
}
# What the demo's console says stands for the SMS itself; it writes masked numbers outside of the demo.
THE_MESSAGE_ITSELF = {"realtime.channels.console", "django.core.mail"}


class Reader(logging.Handler):
    """Remembers what it should not have read."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.codes: set[str] = set()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name in THE_MESSAGE_ITSELF:
            return
        line = record.getMessage()
        for what, pattern in SECRETS.items():
            if pattern.search(line):
                self.found.append(f"{what}, by {record.name}: {line!r}")
        for code in self.codes:
            if re.search(rf"{EDGE}{code}{END}", line):
                self.found.append(f"a code, by {record.name}: {line!r}")

    def hears_of_code(self, sender: Any, code: str, **said: Any) -> None:
        self.codes.add(code)


reader = Reader()


def pytest_configure() -> None:
    logging.getLogger().addHandler(reader)


def pytest_sessionstart() -> None:
    from agents.signals import code_issued

    code_issued.connect(reader.hears_of_code, weak=False, dispatch_uid="quiet logs")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Any:
    result = yield
    found, reader.found = reader.found, []
    reader.codes.clear()
    if found:
        pytest.fail("Logged: " + "; ".join(found[:5]), pytrace=False)
    return result
