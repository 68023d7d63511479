"""What every channel is: a name, whether it reaches real phones, and one ``send``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Parcel:
    """One message for one person, ready to be handed over.

    ``delivery_id`` is the same however often it is tried: a channel that can, uses it against duplicates
    (F10). ``phone`` is E.164, or empty for an officer without a number. ``link`` is a path.
    """

    delivery_id: UUID
    county_id: str
    kind: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    text: str = field(repr=False)
    is_secret: bool
    link: str
    at: datetime


class Channel(Protocol):
    name: str
    # A channel that does is never given a demo number.
    reaches_real_phones: bool

    def send(self, parcel: Parcel) -> None:
        """Hand it over within five seconds. Raises TryLater or Undeliverable; all else counts as TryLater."""


class TryLater(Exception):
    """The provider is away or busy. ``retry_after_seconds`` is what it asked for, 0 when it did not say."""

    def __init__(self, reason: str, *, retry_after_seconds: float = 0.0) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(reason)


class Undeliverable(Exception):
    """Trying again cannot help: no number, a number that does not exist, a channel that may not be used."""
