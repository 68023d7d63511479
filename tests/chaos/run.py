"""The faults one after the other, on a database and a site of their own; one line each."""

import os
import time
import traceback
from collections.abc import Iterator
from importlib import import_module

from config.embedded.environment import prepare_environment
from tests.chaos.database import Database
from tests.chaos.fleet import forget_logs, log_files
from tests.chaos.verdict import Verdict, was_told_to_end
from tests.process_logs import read_logs

# The last fault of the processes replaces the database, so messages come before them.
ALL_PARTS = ("messages", "processes", "ordinary")
# In its short form the whole leaves out what ``make test`` runs anyway.
SHORT_PARTS = ("messages", "processes")


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
    begun = looked = time.monotonic()
    try:
        for verdict in _verdicts(database, part, only=only, orders=orders, rounds=rounds, short=short):
            print(f"{verdict}  [{time.monotonic() - looked:.0f} s]", flush=True)
            looked = time.monotonic()
            passed, failed = passed + verdict.holds, failed + (not verdict.holds)
    finally:
        close_connections()
    print(f"{passed} passed, {failed} failed in {time.monotonic() - begun:.0f} s")
    return 1 if failed or not passed else 0


def _verdicts(
    database: Database, part: str, *, only: str, orders: int, rounds: int, short: bool
) -> Iterator[Verdict]:
    for name in parts_of(part, short=short):
        begun, faults = time.monotonic(), import_module(f"tests.chaos.{name}").faults
        told = faults(database=database, only=only, orders=orders, rounds=rounds, short=short)
        forget_logs()
        yield from _to_its_end(name, told)
        yield from _quiet(name)
        print(f"      {name}: {time.monotonic() - begun:.0f} s", flush=True)


def parts_of(part: str, *, short: bool = False) -> tuple[str, ...]:
    if part != "all":
        return (part,)
    return SHORT_PARTS if short else ALL_PARTS


def _to_its_end(name: str, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """A part that ends with an error is a fault not survived; the other parts are still played."""
    try:
        yield from verdicts
    except (Exception, SystemExit) as error:
        if was_told_to_end(error):
            raise
        traceback.print_exc()
        yield Verdict(f"{name} came to its end", False, repr(error))


def _quiet(name: str) -> Iterator[Verdict]:
    """Whatever went wrong, no process has written a number, a code or a token, and no web a traceback (S23)."""
    reading = read_logs(log_files())
    if reading.files:
        failed = {each: count for each, count in reading.tracebacks.items() if each.startswith("daphne")}
        told = f"{reading}; tracebacks: {reading.tracebacks or 'none'}"
        told += "".join(f"; {each}: … {reading.ends[each]}" for each in failed)
        yield Verdict(f"S23 what the processes of {name} have logged", not reading.found and not failed, told)
