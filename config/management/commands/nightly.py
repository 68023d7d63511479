from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from realtime.clock import database_now
from realtime.heartbeat import beat


class Command(BaseCommand):
    help = "Back up, then verify what must always be true. /metrics says when each last went well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        # The backup first: what verify finds broken is wanted in a copy, too.
        call_command("backup", options["folder"], stdout=self.stdout)
        call_command("verify", quiet=True, stdout=self.stdout)
        beat("verify", at=database_now())
