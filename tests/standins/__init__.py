"""Local stand-ins of the providers: real HTTP (and SMTP) servers on loopback that speak each provider's protocol.

Start one as a context, point the house's setting at its ``url``, read what came from ``received``::

    with AliyunSms() as aliyun:
        settings.SMS_ALIYUN_URL = aliyun.url      # or the environment of another process
        aliyun.faults.put(Fault(status=500), times=3)
        …
        assert [sms.to for sms in aliyun.received] == ["13812345678"]

``environment`` is what a process needs to be told to use the stand-in. Each request is checked as the provider would
check it (signature, token, encryption); what does not hold is answered as the provider answers it and is found in
``refused`` with the reason, never in ``received``. ``Received.key`` is the id of the delivery, where the protocol
carries one: the same key twice is a duplicate. ``faults`` are used up one a request; ``faults.always`` stays.
"""

from tests.standins.base import Fault, Received, Standin
from tests.standins.dingtalk import DingTalk
from tests.standins.fcm import Fcm
from tests.standins.gateway import Gateway
from tests.standins.mail import Mail
from tests.standins.sms_aliyun import AliyunSms
from tests.standins.sms_tencent import TencentSms
from tests.standins.webpush import PushService
from tests.standins.wechat import WeChat

__all__ = [
    "AliyunSms",
    "DingTalk",
    "Fault",
    "Fcm",
    "Gateway",
    "Mail",
    "PushService",
    "Received",
    "Standin",
    "TencentSms",
    "WeChat",
]
