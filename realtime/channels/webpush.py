"""Web Push (RFC 8030, 8291, 8292) by pywebpush, for browsers that have allowed it."""

import json
from functools import lru_cache, partial

import requests
from django.conf import settings
from py_vapid import Vapid02, VapidException
from pywebpush import WebPushException, webpush

from agents.outgoing.own import open_own_door
from agents.push_origins import is_push_service
from realtime.channels.base import Accepted, Device, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.devices import Gone, send_to_devices
from realtime.channels.http import TIMEOUT_SECONDS, seconds_of
from realtime.channels.links import cover_of, tag_of

LIVES_SECONDS = 3600


class WebPush:
    name = "webpush"
    reaches_real_phones = True
    at_once_max = 8

    def send(self, parcel: Parcel) -> Accepted:
        return send_to_devices(parcel, partial(_send_one, _vapid(settings.WEBPUSH_PRIVATE_KEY), parcel))


def _send_one(vapid: Vapid02, parcel: Parcel, device: Device) -> str:
    subscription = json.loads(device.value)
    # Asked again: the list of push services may have become shorter since the browser subscribed (S19).
    if not is_push_service(subscription["endpoint"]):
        raise Gone("not one of the known push services")
    try:
        response = webpush(
            subscription,
            _payload(parcel),
            vapid_private_key=vapid,
            vapid_claims={"sub": settings.WEBPUSH_CONTACT or "mailto:nobody@localhost"},
            ttl=LIVES_SECONDS,
            headers={"Urgency": "high", "Topic": tag_of(parcel)},
            timeout=TIMEOUT_SECONDS,
            requests_session=open_own_door(),
        )
    except WebPushException as error:
        if error.response is None:
            raise Undeliverable("the subscription's keys cannot be used") from None
        raise _failure(error.response.status_code, error.response.headers.get("Retry-After")) from None
    except requests.RequestException as error:
        raise TryLater(f"not reachable ({type(error).__name__})") from None
    return str(response.headers.get("Location", "")) if isinstance(response, requests.Response) else ""


def _failure(status: int, retry_after: str | None) -> Exception:
    if status in {404, 410}:
        return Gone("the browser has unsubscribed")
    if status == 429 or status >= 500:
        return TryLater(f"the push service says {status}", retry_after_seconds=seconds_of(retry_after))
    if status in {401, 403}:
        # A subscription that was made with another key of the site; that browser has to subscribe again.
        return Gone("the subscription belongs to another key")
    return Undeliverable(f"the push service says {status}")


def _payload(parcel: Parcel) -> str:
    said = {
        "delivery": parcel.delivery_id.hex,
        "body": cover_of(parcel),
        "link": parcel.link,
        "tag": tag_of(parcel),
    }
    return json.dumps(said, ensure_ascii=False)


@lru_cache(maxsize=4)
def _vapid(private_key: str) -> Vapid02:
    """Raises Misconfigured."""
    try:
        return Vapid02.from_string(private_key)
    except (VapidException, ValueError):
        raise Misconfigured("WEBPUSH_PRIVATE_KEY is not a key of 32 bytes in URL-safe base64") from None
