"""Channels that reach a person's own devices: each of them is tried, one that takes it is enough."""

from collections.abc import Callable
from uuid import UUID

from realtime.channels.base import Accepted, Device, Parcel, TryLater, Undeliverable


class Gone(Exception):
    """The provider says that this device is no more, or belongs to another app. It is removed, once (F9)."""


def send_to_devices(parcel: Parcel, send_one: Callable[[Device], str]) -> Accepted:
    """``send_one`` returns the provider's reference. Raises TryLater or Undeliverable when no device took it."""
    if not parcel.devices:
        raise Undeliverable("no device of this person is registered")
    gone: list[UUID] = []
    references: list[str] = []
    later: TryLater | None = None
    reason = ""
    for device in parcel.devices:
        try:
            references.append(send_one(device))
        except Gone as news:
            gone.append(device.id)
            reason = str(news)
        except Undeliverable as final:
            reason = str(final)
        except TryLater as news:
            later = news
            if not news.is_about_receiver:
                # The provider is away: the other devices would only take as long again.
                break
    if references:
        return Accepted(reference=references[0], gone=tuple(gone))
    if later:
        later.gone = tuple(gone)
        raise later
    raise Undeliverable(reason, gone=tuple(gone))
