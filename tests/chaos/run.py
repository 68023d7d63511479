"""The faults one after the other, on a database and a site of their own; one line each."""

import os
import time
from collections.abc import Iterator
from importlib import import_module

from config.embedded.environment import prepare_environment
from tests.chaos.database import Database
from tests.chaos.verdict import Verdict

# The last fault of the processes replaces the database, so messages come before them.
ALL_PARTS = ("messages", "processes", "ordinary")


def run(part: str, *, only: str, orders: int, rounds: int, short: bool) -> int:
    with Database() as database:
        os.environ["DATABASE_URL"] = database.url
        with prepare_environment():
            return _run(database, part, only=only, orders=orders, rounds=rounds, short=short)


def _run(database: Database, part: str, *, only: str, orders: int, rounds: int, short: bool) -> int:
    import django

    django.setup()
    from config.connections import close_connections
    from config.serve.preparation import prepare_site

    prepare_site(say=print)
    passed = failed = 0
    begun = time.monotonic()
    try:
        faults = import_module(f"tests.chaos.{part}").faults
        for verdict in _timely(
            faults(database=database, only=only, orders=orders, rounds=rounds, short=short)
        ):
            print(verdict, flush=True)
            passed, failed = passed + verdict.holds, failed + (not verdict.holds)
    finally:
        close_connections()
    print(f"{passed} passed, {failed} failed in {time.monotonic() - begun:.0f} s")
    return 1 if failed or not passed else 0


def _verdicts(
    database: Database, part: str, *, only: str, orders: int, rounds: int, short: bool
) -> Iterator[Verdict]:
    for name in ALL_PARTS if part == "all" else (part,):
        faults = import_module(f"tests.chaos.{name}").faults
        yield from faults(database=database, only=only, orders=orders, rounds=rounds, short=short)


def _timely(verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """A part that ends with an error is a fault not survived, and those before it are still told."""
    try:
        yield from verdicts
    except (Exception, SystemExit) as error:
        yield Verdict("the part came to its end", False, repr(error))
        raise
