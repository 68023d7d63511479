import json
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError

from agents.models import County
from dispatch.catalogue.matcher import Matcher
from dispatch.catalogue.matching import matcher_for, pilot_matcher
from dispatch.catalogue.models import CatalogueItem


class Command(BaseCommand):
    help = "Read {id, text} lines and print {id, items: [{code, score}, …]} lines, best first (LS-02)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--county", default="431127", help="code of the county whose catalogue is asked")

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        # Everything is read before anything is printed: a broken line leaves no half of an answer.
        requests = list(self._requests(options["file"]))
        matcher = self._matcher(options["county"])
        for id_, text in requests:
            items = [{"code": found.code, "score": found.score} for found in matcher.suggest(text)]
            self.stdout.write(as_line({"id": id_, "items": items}))

    def _requests(self, path: Path) -> Iterator[tuple[Any, str]]:
        try:
            lines = path.read_bytes().splitlines()
        except OSError as error:
            raise CommandError(f"{path}: cannot be read: {error.strerror}") from error
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                raise CommandError(f"{path}, line {number}: not a JSON object in UTF-8") from error
            if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
                raise CommandError(f'{path}, line {number}: an object with "id" and a text "text" is needed')
            yield row["id"], row["text"]

    def _matcher(self, county_id: str) -> Matcher:
        """The county's own catalogue; the packaged pilot catalogue where the database has none yet."""
        try:
            if CatalogueItem.objects.filter(county_id=county_id).offered().exists():
                return matcher_for(county_id)
            known = County.objects.filter(pk=county_id).exists()
        except DatabaseError:
            known = False
        said = "has no catalogue" if known else "is not in the database"
        self.stderr.write(f"county {county_id} {said}: the packaged pilot catalogue is used")
        return pilot_matcher()


def as_line(row: dict[str, Any]) -> str:
    """One line of JSON; characters that UTF-8 cannot carry, lone surrogates in an id, are escaped."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row)
    return line
