"""``manage.py check_channels``: a county's configuration is proven by a message to oneself."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from realtime.models import Delivery, Message
from realtime.receipts.proof import address_key
from realtime.words.county_words import save_template
from tests.conftest import NINE

pytestmark = pytest.mark.django_db
NUMBER = "13812345678"


def checked(*, exits=0, **said) -> list[str]:
    """What it says, line by line; it ends as ``exits`` says."""
    out = StringIO()
    if exits:
        with pytest.raises(SystemExit, match=str(exits)):
            call_command("check_channels", to=NUMBER, stdout=out, **said)
    else:
        call_command("check_channels", to=NUMBER, stdout=out, **said)
    return out.getvalue().splitlines()


def test_each_channel_says_what_its_provider_says(cast, gateway, aliyun, mail, settings):
    settings.MESSAGE_CHANNELS = ["sms_gateway", "sms_aliyun", "email"]
    save_template(
        cast.county,
        kind="channel_test",
        language="zh-hans",
        words="测试短信",
        codes={"sms_aliyun": "SMS_9"},
        by=None,
        at=NINE,
    )
    lines = checked(email="li@example.invalid")
    assert lines[0].startswith("ok      sms_gateway: taken as gw-")
    assert "ok      sms_aliyun: taken as 1^0" in lines
    assert lines[-1].startswith("ok      email: taken as <")
    assert [sms.to for sms in gateway.received] == ["+8613812345678"]
    assert gateway.received[0].body == "测试短信" and aliyun.received[0].more["template"] == "SMS_9"


def test_one_that_fails_is_named_with_the_reason_and_ends_in_1(cast, gateway, settings):
    settings.MESSAGE_CHANNELS = ["console", "sms_gateway", "sms_tencent", "fcm"]
    settings.SMS_GATEWAY_SECRET = "wrong"
    lines = checked(exits=1)
    assert "ok      console: taken" in lines
    assert "FAILED  sms_gateway: the provider refuses the credentials (401)" in lines
    assert "FAILED  sms_tencent: the text template of channel_test has no code of sms_tencent" in lines
    assert any(line.startswith("FAILED  fcm: FCM_SERVICE_ACCOUNT") for line in lines)


def test_it_says_where_the_provider_shall_report(cast, gateway, aliyun, settings):
    settings.MESSAGE_CHANNELS = ["sms_aliyun", "sms_gateway"]
    settings.PUBLIC_URL = "https://dispatch.example.invalid"
    lines = "\n".join(checked(exits=1))
    assert f"https://dispatch.example.invalid/callbacks/sms_aliyun/{address_key('sms_aliyun')}/" in lines
    settings.CALLBACK_SECRET = ""
    assert "CALLBACK_SECRET is empty" in "\n".join(checked(exits=1))


def test_a_demo_number_reaches_no_provider(cast, gateway, settings):
    settings.MESSAGE_CHANNELS = ["sms_gateway"]
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_channels", to="10900000011", stdout=out)
    assert "demo number" in out.getvalue() and gateway.calls == 0


def test_one_channel_alone(cast, gateway, settings):
    settings.MESSAGE_CHANNELS = ["console", "sms_gateway"]
    assert [line[8:15] for line in checked(channel="console")] == ["console"]
    assert gateway.calls == 0


def test_nothing_is_written(cast, gateway, settings):
    settings.MESSAGE_CHANNELS = ["sms_gateway"]
    checked()
    assert not Message.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize(
    "said", [{"county": "999999"}, {"to": "12"}, {"channel": "fcm"}], ids=["county", "number", "channel"]
)
def test_what_makes_no_sense_is_one_sentence(cast, said, settings):
    settings.MESSAGE_CHANNELS = ["console"]
    with pytest.raises(CommandError):
        call_command("check_channels", **{"to": NUMBER, **said})
