from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone, translation

from agents.errors import Refusal
from agents.models import County
from agents.phone import parse_phone
from realtime.channels import CHANNELS
from realtime.proving import prove_channels
from realtime.receipts.proof import address_key
from realtime.receipts.reports import FORMS


class Command(BaseCommand):
    help = "Proves the channels in MESSAGE_CHANNELS by a message to oneself, one line each; exit 1 when one fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", default=settings.COUNTY, help="six digits; the host's own without it")
        parser.add_argument("--to", required=True, help="your mobile number; your devices are found by it")
        parser.add_argument("--email", default="", help="where the channel email writes to")
        parser.add_argument("--channel", default="", choices=["", *CHANNELS], help="this one only")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=dict(settings.LANGUAGES))

    def handle(self, *args: Any, **options: Any) -> None:
        county = County.objects.filter(pk=options["county"]).first()
        if county is None:
            raise CommandError(f"There is no county {options['county']}.")
        if options["channel"] and options["channel"] not in settings.MESSAGE_CHANNELS:
            raise CommandError(f"MESSAGE_CHANNELS does not name {options['channel']}.")
        try:
            to = parse_phone(options["to"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        failed = 0
        with translation.override(options["language"]):
            for proof in prove_channels(
                county,
                to=to,
                email=options["email"],
                only=options["channel"],
                language=options["language"],
                at=timezone.now(),
            ):
                failed += not proof.is_proven
                self.stdout.write(
                    f"{'ok    ' if proof.is_proven else 'FAILED'}  {proof.channel}: {proof.says}"
                )
                self._say_where_it_reports(proof.channel)
        if failed:
            raise SystemExit(1)

    def _say_where_it_reports(self, channel: str) -> None:
        """What has to be entered at the provider, or that nothing can be."""
        if channel not in FORMS:
            return
        key = address_key(channel)
        if not key:
            self.stdout.write("        CALLBACK_SECRET is empty: no receipts are taken in.")
        elif channel == "sms_gateway":
            self.stdout.write(
                f"        receipts, signed: {settings.PUBLIC_URL}{reverse('receipts:signed', args=[channel])}"
            )
        else:
            address = reverse("receipts:addressed", args=[channel, key])
            self.stdout.write(f"        receipts, for the provider's console: {settings.PUBLIC_URL}{address}")
