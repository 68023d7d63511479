from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup.errors import BackupError
from config.backup.making import keep_newest, make_backup
from realtime.clock import database_now
from realtime.heartbeat import beat


class Command(BaseCommand):
    help = "Copy database and photos of this moment into a new directory in FOLDER, without the keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, default=30, help="so many copies stay (default 30)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 1:
            raise CommandError("--keep must be 1 at least.")
        try:
            copy = make_backup(options["folder"])
        except BackupError as problem:
            raise CommandError(str(problem)) from problem
        removed = keep_newest(options["folder"], options["keep"])
        beat("backup", at=database_now())
        self.stdout.write(f"{copy} written, {removed} older ones removed")
