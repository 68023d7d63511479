from typing import Any

from django.core.management.base import BaseCommand, CommandError

from realtime.channels import configured_channels
from realtime.deliveries import delivery_loops
from realtime.management.running import run_until_stopped


class Command(BaseCommand):
    help = "Sends the messages that are due, by every configured channel. Any number may run."

    def handle(self, *args: Any, **options: Any) -> None:
        names = ", ".join(channel.name for channel in configured_channels())
        self.stdout.write(f"Deliveries run by {names or 'no channel'}. Ctrl-C ends them.")
        if not run_until_stopped(delivery_loops()):
            raise CommandError("The deliveries did not end in time.")
