"""SMS: by both providers' own SDKs, whose signatures the stand-ins check, and by any gateway."""

import builtins

import pytest

from realtime.channels import sms_aliyun, sms_tencent
from realtime.channels.base import Misconfigured, TryLater, Undeliverable
from realtime.channels.sms_aliyun import AliyunSms
from realtime.channels.sms_gateway import GatewaySms
from realtime.channels.sms_tencent import TencentSms
from tests.channels.conftest import parcel
from tests.standins import Fault

ALIYUN, TENCENT, GATEWAY = AliyunSms(), TencentSms(), GatewaySms()


# Alibaba Cloud


def test_aliyun_takes_template_and_variables_by_name(aliyun):
    sent = parcel()
    assert ALIYUN.send(sent).reference == "1^0"
    (sms,) = aliyun.received
    assert (sms.to, sms.key, sms.more["template"]) == ("13812345678", sent.delivery_id.hex, "SMS_1001")
    assert sms.body == {"number": "LS26-1", "title": "我要办老年优待证", "village": "西山村"}
    assert aliyun.refused == []


def test_aliyun_gets_no_variable_that_is_too_long_for_it(aliyun):
    ALIYUN.send(parcel(variables={"title": "长" * 60}))
    assert aliyun.received[0].body == {"title": "长" * 35}


def test_a_wrong_key_is_the_countys_matter(aliyun, settings):
    settings.SMS_ALIYUN_KEY_SECRET = "wrong"
    with pytest.raises(Misconfigured, match="SignatureDoesNotMatch"):
        ALIYUN.send(parcel())
    assert aliyun.received == [] and aliyun.refused == ["wrong signature"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("isv.AMOUNT_NOT_ENOUGH", Misconfigured),
        ("isv.MOBILE_NUMBER_ILLEGAL", Undeliverable),
        ("isv.SMS_TEMPLATE_ILLEGAL", Undeliverable),
        ("isv.TEMPLATE_MISSING_PARAMETERS", Undeliverable),
        ("isp.RAM_PERMISSION_DENY", TryLater),
        ("isv.SYSTEM_ERROR", TryLater),
    ],
)
def test_aliyun_says_what_is_wrong(aliyun, code, error):
    aliyun.faults.put(Fault(code=code))
    with pytest.raises(error, match=code) as met:
        ALIYUN.send(parcel())
    assert type(met.value) is error


def test_aliyuns_limit_of_one_number_holds_up_nobody_else(aliyun):
    aliyun.faults.put(Fault(code="isv.BUSINESS_LIMIT_CONTROL"))
    with pytest.raises(TryLater) as met:
        ALIYUN.send(parcel())
    assert met.value.is_about_receiver and met.value.retry_after_seconds == 60


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=503), Fault(cut=True)])
def test_aliyun_is_asked_once_for_each_attempt(aliyun, fault):
    """The outbox owns the retries, not the library."""
    aliyun.faults.always = fault
    with pytest.raises(TryLater):
        ALIYUN.send(parcel())
    assert aliyun.calls == 1


# Tencent Cloud


def test_tencent_takes_template_and_variables_by_position(tencent):
    sent = parcel()
    assert TENCENT.send(sent).reference == "2640:1"
    (sms,) = tencent.received
    assert (sms.to, sms.key, sms.more["template"]) == ("+8613812345678", sent.delivery_id.hex, "2002")
    assert sms.body == ["LS26-1", "我要办老年优待证", "西山村"] and tencent.refused == []


def test_tencents_wrong_key_is_the_countys_matter(tencent, settings):
    settings.SMS_TENCENT_KEY_SECRET = "wrong"
    with pytest.raises(Misconfigured, match="AuthFailure"):
        TENCENT.send(parcel())
    assert tencent.received == [] and tencent.refused == ["wrong signature"]


@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        ("FailedOperation.InsufficientBalanceInSmsPackage", 200, Misconfigured),
        ("InvalidParameterValue.IncorrectPhoneNumber", 200, Undeliverable),
        ("FailedOperation.PhoneNumberInBlacklist", 200, Undeliverable),
        ("InternalError.Timeout", 200, TryLater),
    ],
)
def test_tencent_says_what_is_wrong(tencent, code, status, error):
    tencent.faults.put(Fault(status=status, code=code))
    with pytest.raises(error, match=code) as met:
        TENCENT.send(parcel())
    assert type(met.value) is error


def test_tencents_limit_of_one_number_holds_up_nobody_else(tencent):
    tencent.faults.put(Fault(status=200, code="LimitExceeded.PhoneNumberOneHourLimit"))
    with pytest.raises(TryLater) as met:
        TENCENT.send(parcel())
    assert met.value.is_about_receiver


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(cut=True)])
def test_tencent_is_asked_once_for_each_attempt(tencent, fault):
    tencent.faults.always = fault
    with pytest.raises(TryLater):
        TENCENT.send(parcel())
    assert tencent.calls == 1


# Both


@pytest.mark.parametrize("channel", [ALIYUN, TENCENT])
def test_without_an_approved_template_nothing_is_sent(channel):
    with pytest.raises(Undeliverable, match="order_offered has no code of"):
        channel.send(parcel(codes={}))


@pytest.mark.parametrize("channel", [ALIYUN, TENCENT, GATEWAY])
def test_without_a_number_nothing_is_sent(channel, gateway):
    with pytest.raises(Undeliverable, match="no number"):
        channel.send(parcel(phone=""))


@pytest.mark.parametrize(
    ("channel", "module", "package"),
    [(ALIYUN, sms_aliyun, "alibabacloud_dysmsapi20170525"), (TENCENT, sms_tencent, "tencentcloud")],
)
def test_a_missing_package_is_named(channel, module, package, monkeypatch):
    """The SDKs are extras; a county installs the one it has a contract with."""
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith(package):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    module._sdk.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Misconfigured, match=r"pip install 'grid-dispatch\[sms-"):
        channel.send(parcel())


# Any gateway


def test_the_gateway_gets_signed_json(gateway):
    sent = parcel()
    assert GATEWAY.send(sent).reference == f"gw-{sent.delivery_id.hex}"
    (sms,) = gateway.received
    assert (sms.to, sms.body, sms.key) == ("+8613812345678", sent.text, sent.delivery_id.hex)
    assert gateway.refused == []


def test_a_gateway_that_does_not_know_the_secret_takes_nothing(gateway, settings):
    settings.SMS_GATEWAY_SECRET = "wrong"
    with pytest.raises(Misconfigured):
        GATEWAY.send(parcel())
    assert gateway.received == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(status=400), Undeliverable),
        (Fault(status=404), Undeliverable),
        (Fault(status=302), TryLater),
        (Fault(status=500), TryLater),
        (Fault(cut=True), TryLater),
    ],
)
def test_what_the_gateway_says_is_understood(gateway, fault, error):
    gateway.faults.always = fault
    with pytest.raises(error):
        GATEWAY.send(parcel())
    assert gateway.calls == 1


def test_a_gateway_that_is_too_busy_says_how_long(gateway):
    gateway.faults.put(Fault(status=429, retry_after=60))
    with pytest.raises(TryLater) as met:
        GATEWAY.send(parcel())
    assert met.value.retry_after_seconds == 60


def test_a_gateway_that_nobody_set_up_is_named(settings):
    settings.SMS_GATEWAY_URL = ""
    with pytest.raises(Misconfigured, match="SMS_GATEWAY_URL"):
        GATEWAY.send(parcel())
