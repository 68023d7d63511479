"""The receivers' devices for a channel, in one statement for a batch."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from agents.models import Endpoint
from realtime.channels.base import Device

#: Which kinds of endpoints a channel reaches; a channel that is not here needs none.
KINDS_OF_CHANNEL = {
    "fcm": (Endpoint.Kind.FCM, Endpoint.Kind.FCM_INSTALLATION),
    "webpush": (Endpoint.Kind.WEBPUSH,),
    "wechat": (Endpoint.Kind.WECHAT,),
    "dingtalk": (Endpoint.Kind.DINGTALK,),
    "email": (Endpoint.Kind.EMAIL,),
}
# The newest ones; a phone that was given away long ago must not hold up the others.
DEVICES_MAX = 3


def devices_of(user_ids: Iterable[UUID], channel: str) -> dict[UUID, tuple[Device, ...]]:
    kinds = KINDS_OF_CHANNEL.get(channel)
    if kinds is None:
        return {}
    found: dict[UUID, list[Device]] = defaultdict(list)
    endpoints = Endpoint.objects.active().filter(user_id__in=set(user_ids), kind__in=kinds)
    for endpoint in endpoints.order_by("-created_at", "pk"):
        if len(found[endpoint.user_id]) < DEVICES_MAX:
            found[endpoint.user_id].append(Device(endpoint.pk, endpoint.kind, endpoint.value))
    return {user_id: tuple(devices) for user_id, devices in found.items()}
