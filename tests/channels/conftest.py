"""Providers that stand by on this machine, and parcels to hand to them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID, uuid4

import pytest

from agents.endpoints import register_endpoint
from agents.models import Endpoint
from realtime.channels.base import Device, Parcel
from realtime.models import Delivery, Message
from tests.conftest import NINE
from tests.standins import (
    AliyunSms,
    DingTalk,
    Fcm,
    Gateway,
    Mail,
    PushService,
    Standin,
    TencentSms,
    WeChat,
)

REAL_NUMBER = "+8613812345678"


@pytest.fixture
def use(settings: Any) -> Iterator[Callable[..., Any]]:
    """``use(Fcm)``: a stand-in that runs, and that the settings point at."""
    with ExitStack() as stack:

        def started(kind: type[Any]) -> Any:
            standin = stack.enter_context(kind())
            point_at(standin, settings)
            return standin

        yield started


def point_at(standin: Standin | Mail, settings: Any) -> None:
    """As the environment of a process would."""
    if isinstance(standin, Mail):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", standin.port
        return
    for name, value in standin.environment.items():
        setattr(settings, name, [value] if name == "WEBPUSH_ORIGINS" else value)


@pytest.fixture
def aliyun(use) -> AliyunSms:
    return use(AliyunSms)


@pytest.fixture
def tencent(use) -> TencentSms:
    return use(TencentSms)


@pytest.fixture
def gateway(use) -> Gateway:
    return use(Gateway)


@pytest.fixture
def fcm(use) -> Fcm:
    return use(Fcm)


@pytest.fixture
def push(use) -> PushService:
    return use(PushService)


@pytest.fixture
def wechat(use) -> WeChat:
    return use(WeChat)


@pytest.fixture
def dingtalk(use) -> DingTalk:
    return use(DingTalk)


@pytest.fixture
def mail(use) -> Mail:
    return use(Mail)


def parcel(*values: str, kind: str = "fcm", **said: Any) -> Parcel:
    """An offer to agent Wei, whose devices have these values; everything may be said otherwise."""
    whole: dict[str, Any] = {
        "delivery_id": uuid4(),
        "county_id": "431127",
        "kind": "order_offered",
        "name": "魏代办",
        "phone": REAL_NUMBER,
        "text": "新工单 LS26-1:我要办老年优待证,西山村。",
        "is_secret": False,
        "link": "/agent/orders/1/",
        "at": NINE,
        "variables": {"number": "LS26-1", "title": "我要办老年优待证", "village": "西山村"},
        "codes": {
            "sms_aliyun": "SMS_1001",
            "sms_tencent": "2002",
            "wechat": "T1?thing1=title&thing2=village",
        },
        "devices": tuple(Device(device_id(value), kind, value) for value in values),
        **said,
    }
    return Parcel(**whole)


def device_id(value: str) -> UUID:
    return UUID(int=abs(hash(value)))


@pytest.fixture
def owe(cast) -> Callable[..., Delivery]:
    """``owe("fcm")``: a delivery to agent Wei, due now."""

    def owed(channel: str, **said: Any) -> Delivery:
        # Many to one number in a minute would be throttled, were they not answers to it.
        kind = "reply_unclear" if channel.startswith("sms_") else "channel_test"
        message = Message.objects.create(county=cast.county, key=str(uuid4()), kind=kind, created_at=NINE)
        whole = {"county": cast.county, "message": message, "user": cast.wei.user, "due_at": NINE, **said}
        return Delivery.objects.create(channel=channel, **whole)

    return owed


@pytest.fixture
def device(cast) -> Callable[..., Endpoint]:
    """``device("fcm", "token")`` of agent Wei."""

    def registered(kind: str, value: str, **said: Any) -> Endpoint:
        user = said.pop("user", cast.wei.user)
        return register_endpoint(user, **{"kind": kind, "value": value, "at": NINE, **said})

    return registered
