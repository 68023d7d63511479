from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agents.audit.keeping import KEPT_DAYS_MIN
from agents.audit.pruning import prune_audit
from agents.errors import Refusal
from agents.models import County


class Command(BaseCommand):
    help = (
        f"Remove audit rows older than --days (at least {KEPT_DAYS_MIN}); the removal itself is written down."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, required=True, help="how many days to keep")
        parser.add_argument("--county", required=True, help="six-digit code")

    def handle(self, *args: Any, **options: Any) -> None:
        county = County.objects.filter(pk=options["county"]).first()
        if county is None:
            raise CommandError("No such county.")
        at: datetime = timezone.now()
        try:
            removed = prune_audit(county, before=at - timedelta(days=options["days"]), at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{removed} rows removed")
