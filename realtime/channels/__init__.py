"""The ways a message reaches a person, by name. Which are in use is a setting."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from django.conf import settings

from realtime.channels.base import Channel

#: Where each channel is. A provider's library is large; it is imported by who uses the channel.
PLACES = {
    "inbox": "inbox.Inbox",
    "console": "console.Console",
    "socket": "socket.Socket",
    "sms_aliyun": "sms_aliyun.AliyunSms",
    "sms_tencent": "sms_tencent.TencentSms",
    "sms_gateway": "sms_gateway.GatewaySms",
    "fcm": "fcm.Fcm",
    "webpush": "webpush.WebPush",
    "wechat": "wechat.WeChat",
    "dingtalk": "dingtalk.DingTalk",
    "email": "mail.Mail",
}


class _Channels(Mapping[str, Channel]):
    def __getitem__(self, name: str) -> Channel:
        return _channel(PLACES[name])

    def __iter__(self) -> Iterator[str]:
        return iter(PLACES)

    def __len__(self) -> int:
        return len(PLACES)

    def __contains__(self, name: object) -> bool:
        return name in PLACES


CHANNELS: Mapping[str, Channel] = _Channels()


@cache
def _channel(place: str) -> Channel:
    module, _, name = place.partition(".")
    channel: Channel = getattr(import_module(f"realtime.channels.{module}"), name)()
    return channel


def configured_channels() -> list[Channel]:
    return [CHANNELS[name] for name in settings.MESSAGE_CHANNELS if name in CHANNELS]
