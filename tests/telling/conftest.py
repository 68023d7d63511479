"""Channels that remember what they were given, under the names that a county configures."""

from collections.abc import Callable
from datetime import datetime

import pytest

from agents import vault
from agents.models import Endpoint, Policy, User
from realtime import channels
from realtime.channels.base import Parcel
from realtime.models import Delivery
from realtime.outbox.devices import KINDS_OF_CHANNEL
from realtime.outbox.worker import deliver_due
from tests.conftest import NINE


class Phone:
    """A provider of this test: remembers what it was given, and fails as it is told."""

    # The cast's numbers belong to no carrier; a real provider is never given them.
    reaches_real_phones = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.failure: Exception | None = None
        self.parcels: list[Parcel] = []

    def send(self, parcel: Parcel) -> None:
        if self.failure:
            raise self.failure
        self.parcels.append(parcel)

    @property
    def rung(self) -> list[tuple[str, str]]:
        """To whom and what kind, in alphabetical order."""
        return sorted((parcel.name, parcel.kind) for parcel in self.parcels)


@pytest.fixture
def phones(settings, monkeypatch, cast) -> Callable[..., list[Phone]]:
    """``sms, fcm = phones("sms", "fcm")``: the county has these channels and no others."""

    def configured(*names: str) -> list[Phone]:
        settings.MESSAGE_CHANNELS = list(names)
        made = [Phone(name) for name in names]
        for phone in made:
            monkeypatch.setattr(channels, "CHANNELS", {**channels.CHANNELS, phone.name: phone})
            _register(phone.name)
        return made

    return configured


def _register(channel: str) -> None:
    """Everybody has a device for it, where one is needed."""
    for kind in KINDS_OF_CHANNEL.get(channel, ())[:1]:
        for user in User.objects.exclude(endpoints__kind=kind):
            Endpoint.objects.create(
                county_id=user.county_id,
                user=user,
                kind=kind,
                value=f"{kind} {user.pk}",
                value_index=vault.index(f"endpoint:{kind}", f"{kind} {user.pk}"),
                created_at=NINE,
            )


@pytest.fixture
def work() -> Callable[..., None]:
    """``work(at=…)``: every channel's worker takes what is due, until nothing is."""

    def worked(*phones: Phone, at: datetime = NINE) -> None:
        while sum(deliver_due(phone, at=at) for phone in phones):
            pass

    return worked


@pytest.fixture
def policy(cast) -> Callable[..., None]:
    """``policy(quiet_from=…)``: the county's numbers, before anybody asked for anything."""

    def said(**numbers: object) -> None:
        Policy.objects.filter(pk=cast.policy.pk).update(**numbers)

    return said


@pytest.fixture
def states() -> Callable[..., list[tuple[str, str]]]:
    """``states("order_offered")``: channel and state of each delivery of that kind."""

    def found(kind: str) -> list[tuple[str, str]]:
        return sorted(Delivery.objects.filter(message__kind=kind).values_list("channel", "state"))

    return found
