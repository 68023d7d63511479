"""DingTalk: the work notice (工作通知) of the county's own app, by a client of our own."""

from functools import partial
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from realtime.channels.access_tokens import TOKEN_IS_OLD, AccessTokens, Issued
from realtime.channels.base import Accepted, Device, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.devices import Gone, send_to_devices
from realtime.channels.http import call
from realtime.channels.links import full_link

OUR_FAULT = {40035, 40089, 40096, 41011, 41027, 50002, 60011}
BUSY = {-1, 88, 90002, 90018, 90019}
BUSY_WAITS_SECONDS = 60.0
NOT_A_MEMBER = {33012, 40031, 60121}

_tokens = AccessTokens()


class DingTalk:
    name = "dingtalk"
    reaches_real_phones = True
    at_once_max = 8

    def send(self, parcel: Parcel) -> Accepted:
        return send_to_devices(parcel, partial(_send_one, parcel))


def _send_one(parcel: Parcel, device: Device) -> str:
    said = {"agent_id": settings.DINGTALK_AGENT_ID, "userid_list": device.value, "msg": _words(parcel)}
    account = f"{settings.DINGTALK_URL} {settings.DINGTALK_APP_KEY} {settings.DINGTALK_APP_SECRET}"
    answer = _tokens.asking(account, _fetch, partial(_post, said))
    if answer.get("errcode") != 0:
        raise _failure(int(answer.get("errcode", -1)))
    return str(answer.get("task_id", ""))


def _post(said: dict[str, Any], token: str) -> dict[str, Any]:
    url = f"{settings.DINGTALK_URL}/topapi/message/corpconversation/asyncsend_v2"
    return call("POST", url, params={"access_token": token}, json=said)


def _fetch() -> Issued:
    if not settings.DINGTALK_APP_KEY or not settings.DINGTALK_APP_SECRET:
        raise Misconfigured("DINGTALK_APP_KEY and DINGTALK_APP_SECRET are not set")
    who = {"appkey": settings.DINGTALK_APP_KEY, "appsecret": settings.DINGTALK_APP_SECRET}
    answer = call("GET", f"{settings.DINGTALK_URL}/gettoken", params=who)
    if answer.get("errcode") != 0:
        raise _failure(int(answer.get("errcode", -1)))
    return Issued(str(answer["access_token"]), float(answer.get("expires_in", 0)))


def _failure(code: int) -> Exception:
    if code in OUR_FAULT or code in TOKEN_IS_OLD:
        return Misconfigured(f"DingTalk refuses the app ({code})")
    if code in BUSY:
        return TryLater(f"DingTalk says {code}", retry_after_seconds=BUSY_WAITS_SECONDS)
    if code in NOT_A_MEMBER:
        return Gone("this id is not one of the organisation")
    return Undeliverable(f"DingTalk says {code}")


def _words(parcel: Parcel) -> dict[str, Any]:
    link = full_link(parcel)
    if not link:
        return {"msgtype": "text", "text": {"content": parcel.text}}
    with translation.override(parcel.language):
        button = _("Open the page")
    card = {"title": parcel.text[:64], "markdown": parcel.text, "single_title": button, "single_url": link}
    return {"msgtype": "action_card", "action_card": card}
