"""How a person is reached: each channel in use, where it leads, and how it last went."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.masks import mask_phone
from agents.models import Endpoint, User
from realtime.models import Delivery, Receipt
from realtime.outbox.devices import KINDS_OF_CHANNEL
from realtime.words.labels import channel_label

# Not a way to a person: the site's own log.
NOT_A_WAY = {"console"}
# These reach who has no number, too.
ON_THIS_SITE = {"socket", "inbox"}
LOOKS_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Way:
    channel: str
    label: str
    # The number, masked, or how many devices; empty where it leads nowhere yet.
    where: str
    last: str
    last_at: datetime | None
    went_well: bool

    @property
    def is_usable(self) -> bool:
        return bool(self.where)


def ways_of(user: User, *, at: datetime) -> list[Way]:
    """Three statements, however many channels and messages there are."""
    names = [name for name in settings.MESSAGE_CHANNELS if _is_for(user, name)]
    devices = Counter(Endpoint.objects.active().filter(user=user).values_list("kind", flat=True))
    last = _last_deliveries(user, at=at)
    return [_way(name, user, devices, last.get(name)) for name in names]


def _is_for(user: User, channel: str) -> bool:
    """Letters are for officers only."""
    return channel not in NOT_A_WAY and (channel != "email" or user.as_officer is not None)


def _way(channel: str, user: User, devices: "Counter[str]", last: Delivery | None) -> Way:
    words, went_well = _how_it_went(last)
    return Way(
        channel=channel,
        label=channel_label(channel),
        where=_where(channel, user, devices),
        last=words,
        last_at=(last.sent_at or last.due_at) if last else None,
        went_well=went_well,
    )


def _where(channel: str, user: User, devices: "Counter[str]") -> str:
    kinds = KINDS_OF_CHANNEL.get(channel)
    if kinds is None:
        here = _("this site") if channel in ON_THIS_SITE else ""
        return here if channel == "socket" else mask_phone(user.phone) or here
    count = sum(devices[kind] for kind in kinds)
    return ngettext("%(count)d device", "%(count)d devices", count) % {"count": count} if count else ""


def _how_it_went(last: Delivery | None) -> tuple[str, bool]:
    """What a person wants to hear of it, and whether it is good news."""
    if last is None:
        return "", True
    ends = {receipt.state for receipt in last.receipts.all()}
    if Receipt.State.DELIVERED in ends:
        return _("arrived"), True
    if Receipt.State.FAILED in ends:
        return _("did not arrive"), False
    return {
        Delivery.State.WAITING: (_("on its way"), True),
        Delivery.State.SENT: (_("sent"), True),
        Delivery.State.DROPPED: (_("was not needed any more"), True),
        Delivery.State.DEAD: (_("failed"), False),
    }[Delivery.State(last.state)]


def _last_deliveries(user: User, *, at: datetime) -> dict[str, Delivery]:
    rows = Delivery.objects.filter(user=user, due_at__gt=at - LOOKS_BACK).prefetch_related("receipts")
    return {row.channel: row for row in rows.order_by("channel", "-due_at").distinct("channel")}
