from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agents.resealing.columns import sealed_columns
from agents.resealing.reseal import old_count, reseal


class Command(BaseCommand):
    help = "Seal all personal data with the first key of FIELD_KEYS and the cipher of FIELD_CIPHER; may be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        left = broken = 0
        for column in sealed_columns():
            told = reseal(column)
            waiting = old_count(column)
            self.stdout.write(f"{column.name}: {told.done} sealed anew, {waiting} left")
            left, broken = left + waiting, broken + told.broken
        if broken:
            raise CommandError(f"{broken} values do not open with any of the keys. No key may be taken away.")
        if left:
            raise CommandError(f"{left} values were written meanwhile with an older key. Run this once more.")
        self.stdout.write(
            "Done. Older keys may be taken out of FIELD_KEYS once every process runs with the new ones."
        )
