from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agents.audit import Who
from agents.errors import Refusal
from agents.models import County, Officer
from agents.staff import add_officer


class Command(BaseCommand):
    help = "Open the first account of a county, a security administrator's, who opens all others on the page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--county", required=True, help="six-digit code")
        parser.add_argument("--role", default=Officer.Role.SECURITY_ADMIN, choices=Officer.Role.values)

    def handle(self, *args: Any, **options: Any) -> None:
        county = County.objects.filter(pk=options["county"]).first()
        if county is None:
            raise CommandError("No such county.")
        try:
            _officer, password = add_officer(
                county,
                name=options["name"],
                username=options["username"],
                role=options["role"],
                by=Who.SYSTEM,
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"First password: {password}")
        self.stdout.write("It is shown only now; the first sign-in replaces it and sets up the second step.")
