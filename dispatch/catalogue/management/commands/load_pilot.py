from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agents.demo import make_people
from agents.loading.problems import FilesRefused
from dispatch.catalogue.loading import load_files
from dispatch.catalogue.pilot import FILES, PREFIX


class Command(BaseCommand):
    """Exit code 1 when the fixtures are damaged; then nothing was loaded."""

    help = (
        "Load the pilot county and, in demo mode, its generated test people: two agents for each village, a few "
        "citizens, an officer of each role. Running it again changes nothing that is there."
    )

    def handle(self, **options: Any) -> None:
        try:
            loaded = load_files(FILES, prefix=PREFIX)
        except FilesRefused as refused:
            raise CommandError(f"Nothing was loaded.\n{refused}") from None
        self.stdout.write(f"{loaded.county.code} {loaded.county.name}")
        for line in loaded.report.lines:
            self.stdout.write(f"  {line}")
        self.stdout.write(f"  {self._people(loaded.county)}")

    def _people(self, county: Any) -> str:
        if not settings.DEMO:
            return "people: none; test people are made in demo mode only (DEMO=1)"
        return f"test people: {make_people(county)} new"
