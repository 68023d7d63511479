"""WeChat: the official account's subscription message (订阅通知), by a client of our own.

The receiver has subscribed inside WeChat; an account's template names its fields itself, so the text template's code
says which variable goes where: ``TEMPLATE-ID?thing1=title&character_string2=number``.
"""

from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from realtime.channels.access_tokens import TOKEN_IS_OLD, AccessTokens, Issued
from realtime.channels.base import Accepted, Device, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.devices import Gone, send_to_devices
from realtime.channels.http import call
from realtime.channels.links import full_link
from realtime.channels.sms import code_of

OUR_FAULT = {40013, 40125, 40164, 41002, 41004, 48001, 50002}
BUSY = {-1, 45009, 45011, 45047}
BUSY_WAITS_SECONDS = 60.0
INVALID_OPENID, NOT_SUBSCRIBED = 40003, 43101
# What WeChat takes for a field of this kind, in characters.
LENGTHS = {"thing": 20, "phrase": 5, "name": 10, "character_string": 32}

_tokens = AccessTokens()


class WeChat:
    name = "wechat"
    reaches_real_phones = True
    at_once_max = 8

    def send(self, parcel: Parcel) -> Accepted:
        return send_to_devices(parcel, partial(_send_one, parcel))


def _send_one(parcel: Parcel, device: Device) -> str:
    template_id, _, fields = code_of(parcel, WeChat.name).partition("?")
    said: dict[str, Any] = {
        "touser": device.value,
        "template_id": template_id,
        "client_msg_id": parcel.delivery_id.hex,
        "data": _data(parcel, fields),
    }
    if link := full_link(parcel):
        said["page"] = link
    account = f"{settings.WECHAT_URL} {settings.WECHAT_APP_ID} {settings.WECHAT_SECRET}"
    answer = _tokens.asking(account, _fetch, partial(_post, said))
    if answer.get("errcode") != 0:
        raise _failure(int(answer.get("errcode", -1)))
    return str(answer.get("msgid", ""))


def _post(said: dict[str, Any], token: str) -> dict[str, Any]:
    url = f"{settings.WECHAT_URL}/cgi-bin/message/subscribe/bizsend"
    return call("POST", url, params={"access_token": token}, json=said)


def _fetch() -> Issued:
    """By stable_token: asking for one does not end the one that another process holds."""
    if not settings.WECHAT_APP_ID or not settings.WECHAT_SECRET:
        raise Misconfigured("WECHAT_APP_ID and WECHAT_SECRET are not set")
    said = {
        "grant_type": "client_credential",
        "appid": settings.WECHAT_APP_ID,
        "secret": settings.WECHAT_SECRET,
    }
    answer = call("POST", f"{settings.WECHAT_URL}/cgi-bin/stable_token", json=said)
    if "access_token" not in answer:
        raise _failure(int(answer.get("errcode", -1)))
    return Issued(str(answer["access_token"]), float(answer.get("expires_in", 0)))


def _failure(code: int) -> Exception:
    if code in OUR_FAULT or code in TOKEN_IS_OLD:
        return Misconfigured(f"WeChat refuses the account ({code})")
    if code in BUSY:
        return TryLater(f"WeChat says {code}", retry_after_seconds=BUSY_WAITS_SECONDS)
    if code == INVALID_OPENID:
        return Gone("this id is not one of the official account")
    if code == NOT_SUBSCRIBED:
        return Undeliverable("the receiver has not subscribed in WeChat, or has used the subscription up")
    return Undeliverable(f"WeChat says {code}")


def _data(parcel: Parcel, fields: str) -> dict[str, dict[str, str]]:
    """Raises Undeliverable for a code that names a variable the message has not."""
    wanted = dict(parse_qsl(fields)) or {name: name for name in parcel.variables}
    missing = set(wanted.values()) - set(parcel.variables)
    if missing:
        raise Undeliverable(f"the code of wechat asks for {', '.join(sorted(missing))}")
    return {name: {"value": _fitted(name, parcel.variables[source])} for name, source in wanted.items()}


def _fitted(name: str, value: str) -> str:
    return value[: LENGTHS.get(name.rstrip("0123456789"), 32)]
