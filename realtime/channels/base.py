"""What every channel is: a name, whether it reaches real phones, and one ``send``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Device:
    """One of the receiver's own addresses for this channel: a token, a subscription, an id. See ``Endpoint``."""

    id: UUID
    kind: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Parcel:
    """One message for one person, ready to be handed over.

    ``delivery_id`` is the same however often it is tried: a channel that can, uses it against duplicates
    (F10). ``phone`` is E.164, or empty for an officer without a number. ``link`` is a path. ``variables`` are what
    fills ``text``, in its order, and ``codes`` the names that providers have for the template.
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
    variables: dict[str, str] = field(default_factory=dict, repr=False)
    codes: dict[str, str] = field(default_factory=dict)
    devices: tuple[Device, ...] = ()
    language: str = "zh-hans"
    user_id: UUID | None = None


@dataclass(frozen=True)
class Accepted:
    """The provider took it. ``reference`` is its name for the message, by which a receipt comes back."""

    reference: str = ""
    # Devices that the provider said are no more (F9).
    gone: tuple[UUID, ...] = ()


class Channel(Protocol):
    """Besides, a channel may say ``at_once_max``: how many sends may be under way, each in a thread of its own that
    has no database. Without it sends follow each other in the worker's own thread."""

    name: str
    # A channel that does is never given a demo number.
    reaches_real_phones: bool

    def send(self, parcel: Parcel) -> Accepted | None:
        """Hand it over within five seconds. Raises TryLater or Undeliverable; all else counts as TryLater."""


class TryLater(Exception):
    """The provider is away or busy. ``retry_after_seconds`` is what it asked for, 0 when it did not say.

    ``is_about_receiver``: only this number or device is throttled, the provider itself is well.
    """

    gone: tuple[UUID, ...] = ()

    def __init__(
        self, reason: str, *, retry_after_seconds: float = 0.0, is_about_receiver: bool = False
    ) -> None:
        self.retry_after_seconds = retry_after_seconds
        self.is_about_receiver = is_about_receiver
        super().__init__(reason)


class Misconfigured(TryLater):
    """The provider refuses the county itself: a key that is wrong or expired, no credit. An officer must look.

    It is tried again, because nothing is wrong with the message; the channel rests in between.
    """


class Undeliverable(Exception):
    """Trying again cannot help: no number, a number that does not exist, a channel that may not be used."""

    def __init__(self, reason: str, *, gone: tuple[UUID, ...] = ()) -> None:
        self.gone = gone
        super().__init__(reason)
