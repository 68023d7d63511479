import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from agents.errors import Refusal
from agents.models import County
from realtime.words.county_words import save_template, templates_in_force

FILE_BYTES_MAX = 1_000_000
FIELDS = {"kind", "language", "words", "codes"}


class Command(BaseCommand):
    help = "Saves a county's own words from a JSON file, all or none; without a file prints those in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--county", default=settings.COUNTY, help="six digits; the host's own without it")

    def handle(self, *args: Any, **options: Any) -> None:
        county = County.objects.filter(pk=options["county"]).first()
        if county is None:
            raise CommandError(f"There is no county {options['county']}.")
        if options["file"] is None:
            self._print(county)
            return
        entries = _read(options["file"])
        with transaction.atomic():
            for position, entry in enumerate(entries, start=1):
                self._save(county, entry, position)
        self.stdout.write(f"{len(entries)} text templates are in force.")

    def _save(self, county: County, entry: Any, position: int) -> None:
        """Those that say what is in force already are no new version."""
        if not _is_entry(entry):
            raise CommandError(
                f"Entry {position} must hold kind, language and words, and may hold codes by channel."
            )
        kind, language, codes = entry["kind"], entry["language"], entry.get("codes", {})
        at = timezone.now()
        there = templates_in_force([county.pk], at=at).get((county.pk, kind, language))
        if there and (there.words, there.codes) == (entry["words"], codes):
            return
        try:
            save_template(
                county, kind=kind, language=language, words=entry["words"], codes=codes, by=None, at=at
            )
        except Refusal as refusal:
            raise CommandError(f"Entry {position} ({kind}, {language}), {refusal.field}: {refusal}") from None

    def _print(self, county: County) -> None:
        found = templates_in_force([county.pk], at=timezone.now())
        entries = [
            {"kind": kind, "language": language, "words": template.words, "codes": template.codes}
            for (_, kind, language), template in found.items()
        ]
        self.stdout.write(json.dumps(entries, ensure_ascii=False, indent=2))


def _read(path: Path) -> list[Any]:
    """Raises CommandError for everything that is not a list in JSON."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise CommandError(f"{path.name} is larger than {FILE_BYTES_MAX} bytes.")
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{path.name} cannot be read as JSON: {error}") from None
    if not isinstance(said, list):
        raise CommandError(f"{path.name} must hold a list of text templates.")
    return said


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not {"kind", "language", "words"} <= set(entry) <= FIELDS:
        return False
    codes = entry.get("codes", {})
    texts = [entry["kind"], entry["language"], entry["words"]]
    if not isinstance(codes, dict):
        return False
    return all(isinstance(text, str) for text in [*texts, *codes, *codes.values()])
