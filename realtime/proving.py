"""Proving a county's channels by a message to oneself: each says at once what its provider says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from agents.models import County, User
from agents.phone import is_demo
from realtime.channels import configured_channels
from realtime.channels.base import Channel, Device, Parcel
from realtime.outbox.devices import devices_of
from realtime.outbox.outcomes import Failed, Sent
from realtime.outbox.sending import send_together
from realtime.words.county_words import templates_in_force
from realtime.words.kinds import KINDS
from realtime.words.template import Template, filled, in_braces

KIND = "channel_test"


@dataclass(frozen=True)
class Proof:
    channel: str
    is_proven: bool
    says: str


def prove_channels(
    county: County, *, to: str, email: str = "", only: str = "", language: str, at: datetime
) -> Iterator[Proof]:
    """One for each channel in use. ``to`` is E.164; devices are those of the person with this number.

    Not through the outbox: nothing is written and nothing tried a second time.
    """
    user = User.objects.by_phone(to, county_id=county.pk)
    for channel in configured_channels():
        if not only or channel.name == only:
            yield _prove(channel, county, user, to=to, email=email, language=language, at=at)


def _prove(
    channel: Channel, county: County, user: User | None, *, to: str, email: str, language: str, at: datetime
) -> Proof:
    if channel.reaches_real_phones and is_demo(to) and channel.name != "email":
        return Proof(channel.name, False, "a demo number is never handed to a provider; name a real one")
    devices = devices_of([user.pk], channel.name).get(user.pk, ()) if user else ()
    if email and channel.name == "email":
        devices = (Device(uuid4(), "email", email),)
    template = templates_in_force([county.pk], at=at).get((county.pk, KIND, language))
    wording = filled(template or Template(in_braces(str(KINDS[KIND].text))), facts={})
    parcel = Parcel(
        delivery_id=uuid4(),
        county_id=county.pk,
        kind=KIND,
        name="",
        phone=to,
        text=wording.text,
        is_secret=False,
        link="",
        at=at,
        variables=wording.variables,
        codes=wording.codes,
        devices=devices,
        language=language,
        user_id=user.pk if user else None,
    )
    (outcome,) = send_together(channel, [parcel])
    if isinstance(outcome, Sent):
        return Proof(channel.name, True, f"taken as {outcome.reference}" if outcome.reference else "taken")
    return Proof(channel.name, False, outcome.error if isinstance(outcome, Failed) else outcome.reason)
