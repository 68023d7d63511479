"""SMS by Alibaba Cloud (Dysmsapi), through its own SDK: the template's code and its variables by name."""

import json
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from agents.phone import national
from realtime.channels.base import Accepted, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.sms import code_of, need_number

CONNECT_MS, READ_MS = 2000, 3000
# The provider refuses longer variables.
VARIABLE_LENGTH_MAX = 35

#: What the county has to put right, as the provider names it.
OUR_FAULT = (
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "Forbidden",
    "isv.AMOUNT_NOT_ENOUGH",
    "isv.OUT_OF_SERVICE",
    "isv.PRODUCT_UN_SUBSCRIPT",
    "isv.ACCOUNT_",
    "isv.SMS_SIGNATURE_ILLEGAL",
    "isv.SMS_SIGN_ILLEGAL",
    "isv.DAY_LIMIT_CONTROL",
)
BUSY = ("Throttling", "ServiceUnavailable", "InternalError", "isp.", "isv.SYSTEM_ERROR")
# Of one number: a minute, an hour, a day.
NUMBER_IS_THROTTLED = "isv.BUSINESS_LIMIT_CONTROL"
NUMBER_WAITS_SECONDS = 60.0


class AliyunSms:
    name = "sms_aliyun"
    reaches_real_phones = True
    at_once_max = 8

    def send(self, parcel: Parcel) -> Accepted:
        code = code_of(parcel, self.name)
        number = national(need_number(parcel))
        client, models, errors = _sdk(
            settings.SMS_ALIYUN_URL, settings.SMS_ALIYUN_KEY_ID, settings.SMS_ALIYUN_KEY_SECRET
        )
        variables = {name: value[:VARIABLE_LENGTH_MAX] for name, value in parcel.variables.items()}
        request = models.SendSmsRequest(
            phone_numbers=number,
            sign_name=settings.SMS_ALIYUN_SIGN_NAME,
            template_code=code,
            template_param=json.dumps(variables, ensure_ascii=False),
            out_id=parcel.delivery_id.hex,
        )
        try:
            body = client.send_sms(request).body
        except errors as error:
            raise _failure(str(getattr(error, "code", "") or type(error).__name__)) from None
        if body.code != "OK":
            raise _failure(str(body.code))
        return Accepted(reference=str(body.biz_id))


def _failure(code: str) -> Exception:
    if code.startswith(OUR_FAULT):
        return Misconfigured(code)
    if code.startswith(NUMBER_IS_THROTTLED):
        return TryLater(code, retry_after_seconds=NUMBER_WAITS_SECONDS, is_about_receiver=True)
    if code.startswith("isv.") and not code.startswith(BUSY):
        return Undeliverable(code)
    return TryLater(code)


@lru_cache(maxsize=4)
def _sdk(url: str, key_id: str, key_secret: str) -> tuple[Any, Any, tuple[type[Exception], ...]]:
    """The client and the models of the SDK. Raises Misconfigured where it is not installed or has no key."""
    try:
        from alibabacloud_dysmsapi20170525 import models
        from alibabacloud_dysmsapi20170525.client import Client
        from alibabacloud_tea_openapi.utils_models import Config
        from darabonba.exceptions import DaraException, UnretryableException
    except ImportError:
        raise Misconfigured(
            "sms_aliyun needs the extra package: pip install 'grid-dispatch[sms-aliyun]'"
        ) from None
    if not key_id or not key_secret:
        raise Misconfigured("SMS_ALIYUN_KEY_ID and SMS_ALIYUN_KEY_SECRET are not set")
    where = urlsplit(url)
    config = Config(
        access_key_id=key_id,
        access_key_secret=key_secret,
        endpoint=where.netloc,
        protocol=where.scheme,
        connect_timeout=CONNECT_MS,
        read_timeout=READ_MS,
    )
    return Client(config), models, (DaraException, UnretryableException, OSError)
