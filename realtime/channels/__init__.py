"""The ways a message reaches a person, by name. Which are in use is a setting."""

from django.conf import settings

from realtime.channels.base import Channel
from realtime.channels.console import Console
from realtime.channels.dingtalk import DingTalk
from realtime.channels.fcm import Fcm
from realtime.channels.inbox import Inbox
from realtime.channels.mail import Mail
from realtime.channels.sms_aliyun import AliyunSms
from realtime.channels.sms_gateway import GatewaySms
from realtime.channels.sms_tencent import TencentSms
from realtime.channels.socket import Socket
from realtime.channels.webpush import WebPush
from realtime.channels.wechat import WeChat
from realtime.words.kinds import KINDS

_ALL: tuple[Channel, ...] = (
    Inbox(),
    Console(),
    Socket(),
    AliyunSms(),
    TencentSms(),
    GatewaySms(),
    Fcm(),
    WebPush(),
    WeChat(),
    DingTalk(),
    Mail(),
)
CHANNELS: dict[str, Channel] = {channel.name: channel for channel in _ALL}


def configured_channels() -> list[Channel]:
    return [CHANNELS[name] for name in settings.MESSAGE_CHANNELS if name in CHANNELS]


def channels_for(kind: str) -> list[str]:
    """Every configured channel; what goes to many people at once takes the first one only."""
    names = [channel.name for channel in configured_channels()]
    return names[:1] if KINDS[kind].is_wide else names
