from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.upgrading.released import dangers_of, pending, unreleased, write_released


class Command(BaseCommand):
    help = (
        "Say which migrations since the last release the code of that release could not live with. "
        "--pending: of those this database lacks. --release: this is the release now."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pending", action="store_true")
        parser.add_argument("--release", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(connection)
        if options["release"]:
            write_released(loader)
            return
        keys = pending(loader) if options["pending"] else unreleased(loader)
        found = list(dangers_of(loader, keys))
        for danger in found:
            self.stdout.write(danger)
        if found:
            raise CommandError(f"{len(found)} steps are not safe beside the code of the release before.")
        self.stdout.write(f"{len(keys)} migrations, each safe beside the code of the release before")
