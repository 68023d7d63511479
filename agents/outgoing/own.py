"""Whom this house calls by its own settings."""

from typing import Any

import requests
from django.conf import settings

from agents.outgoing.door import open_door

#: Set by who runs the house, by nobody else.
OWN_URLS = (
    "SMS_ALIYUN_URL",
    "SMS_TENCENT_URL",
    "SMS_GATEWAY_URL",
    "FCM_URL",
    "WECHAT_URL",
    "DINGTALK_URL",
)


def open_own_door(session: requests.Session | None = None, **said: Any) -> requests.Session:
    """``open_door`` to the providers of the settings and to everybody outside."""
    named = [str(getattr(settings, name)) for name in OWN_URLS]
    return open_door(session, own_urls=[*named, *settings.WEBPUSH_ORIGINS], **said)
