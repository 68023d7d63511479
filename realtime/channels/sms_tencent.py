"""SMS by Tencent Cloud (2021-01-11), through its own SDK: the template's id and its variables by position."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from realtime.channels.base import Accepted, Misconfigured, Parcel, TryLater, Undeliverable
from realtime.channels.sms import code_of, need_number

# The SDK has one limit for connecting and for answering.
TIMEOUT_SECONDS = 4

#: What the county has to put right, as the provider names it.
OUR_FAULT = (
    "AuthFailure",
    "UnauthorizedOperation",
    "FailedOperation.InsufficientBalanceInSmsPackage",
    "FailedOperation.SignatureIncorrectOrUnapproved",
    "FailedOperation.PhoneNumberInBlacklist.App",
    "LimitExceeded.AppDailyLimit",
    "LimitExceeded.AppCountryOrRegionDailyLimit",
)
FINAL = (
    "FailedOperation",
    "InvalidParameter",
    "MissingParameter",
    "UnsupportedOperation",
    "InvalidParameterValue",
)
NUMBER_IS_THROTTLED = ("LimitExceeded.PhoneNumber", "LimitExceeded.DeliveryFrequency")
NUMBER_WAITS_SECONDS = 60.0


class TencentSms:
    name = "sms_tencent"
    reaches_real_phones = True
    at_once_max = 8

    def send(self, parcel: Parcel) -> Accepted:
        code = code_of(parcel, self.name)
        number = need_number(parcel)
        client, models, error_type = _sdk(
            settings.SMS_TENCENT_URL,
            settings.SMS_TENCENT_REGION,
            settings.SMS_TENCENT_KEY_ID,
            settings.SMS_TENCENT_KEY_SECRET,
        )
        request = models.SendSmsRequest()
        request.SmsSdkAppId = settings.SMS_TENCENT_APP_ID
        request.SignName = settings.SMS_TENCENT_SIGN_NAME
        request.TemplateId = code
        request.TemplateParamSet = list(parcel.variables.values())
        request.PhoneNumberSet = [number]
        request.SessionContext = parcel.delivery_id.hex
        try:
            status = client.SendSms(request).SendStatusSet[0]
        except error_type as error:
            raise _failure(str(getattr(error, "code", ""))) from None
        if status.Code != "Ok":
            raise _failure(str(status.Code))
        return Accepted(reference=str(status.SerialNo))


def _failure(code: str) -> Exception:
    if code.startswith(OUR_FAULT):
        return Misconfigured(code)
    if code.startswith(NUMBER_IS_THROTTLED):
        return TryLater(code, retry_after_seconds=NUMBER_WAITS_SECONDS, is_about_receiver=True)
    if code.startswith(FINAL):
        return Undeliverable(code)
    return TryLater(code)


@lru_cache(maxsize=4)
def _sdk(url: str, region: str, key_id: str, key_secret: str) -> tuple[Any, Any, type[Exception]]:
    """The client and the models of the SDK. Raises Misconfigured where it is not installed or has no key."""
    try:
        from tencentcloud.common.credential import Credential
        from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
        from tencentcloud.common.profile.client_profile import ClientProfile
        from tencentcloud.common.profile.http_profile import HttpProfile
        from tencentcloud.sms.v20210111 import models
        from tencentcloud.sms.v20210111.sms_client import SmsClient
    except ImportError:
        raise Misconfigured(
            "sms_tencent needs the extra package: pip install 'grid-dispatch[sms-tencent]'"
        ) from None
    if not key_id or not key_secret:
        raise Misconfigured("SMS_TENCENT_KEY_ID and SMS_TENCENT_KEY_SECRET are not set")
    where = urlsplit(url)
    http = HttpProfile(protocol=where.scheme, endpoint=where.netloc, reqTimeout=TIMEOUT_SECONDS)
    client = SmsClient(Credential(key_id, key_secret), region, ClientProfile(httpProfile=http))
    return client, models, TencentCloudSDKException
