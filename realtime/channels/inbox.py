"""The demo inbox: keeps the words, so that a page can show what every phone would have received."""

from django.conf import settings

from agents import vault
from realtime.channels.base import Parcel, Undeliverable
from realtime.models import InboxEntry


class Inbox:
    name = "inbox"
    reaches_real_phones = False

    def send(self, parcel: Parcel) -> None:
        if not settings.DEMO:
            raise Undeliverable("the inbox is for demo mode only")
        entry = InboxEntry(
            id=parcel.delivery_id,
            county_id=parcel.county_id,
            kind=parcel.kind,
            name=parcel.name,
            phone=parcel.phone,
            phone_index=vault.index("phone", parcel.phone) if parcel.phone else "",
            text=parcel.text,
            link=parcel.link,
            at=parcel.at,
        )
        # Keyed by the delivery: a second attempt is the same entry.
        InboxEntry.objects.bulk_create([entry], ignore_conflicts=True)
