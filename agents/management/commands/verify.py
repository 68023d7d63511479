from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agents.invariants import Check, invariants
from agents.one_view import one_view

SHOWN_MAX = 20


class Command(BaseCommand):
    help = "Check everything that must always be true; exit 1 and name what is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="name only what is broken")

    def handle(self, *args: Any, **options: Any) -> None:
        with one_view():
            results = [
                self._ask(sentence, check, options["quiet"]) for sentence, check in invariants().items()
            ]
        broken = results.count(False)
        self.stdout.write(f"{len(results) - broken} hold, {broken} broken")
        if broken:
            raise SystemExit(1)

    def _ask(self, sentence: str, check: Check, quiet: bool) -> bool:
        found = list(islice(check(), SHOWN_MAX + 1))
        if found:
            self.stdout.write(self.style.ERROR(f"BROKEN  {sentence}"))
        elif not quiet:
            self.stdout.write(f"ok      {sentence}")
        for line in found[:SHOWN_MAX]:
            self.stdout.write(f"        {line}")
        if len(found) > SHOWN_MAX:
            self.stdout.write(f"        … more than {SHOWN_MAX}")
        return not found
