from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from realtime.dispatcher import dispatcher_loop
from realtime.management.running import run_until_stopped
from realtime.sweeping import sweeping_loop


class Command(BaseCommand):
    help = (
        "Announces what the deadlines say: broadening, duty desk, reminders, releases; erases photo files that "
        "belong to nobody. Any number may run."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REDIS_URL:
            self.stderr.write("REDIS_URL is empty: open pages hear nothing from this process, they refetch.")
        self.stdout.write("The dispatcher runs. Ctrl-C ends it.")
        if not run_until_stopped([dispatcher_loop(), sweeping_loop()]):
            raise CommandError("The dispatcher did not end in time.")
