"""A county's own words: versioned, by language, with the providers' codes; what cannot be filled is never saved."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from agents.errors import FieldMissing, NotAChoice, TextTooLong
from agents.models import County
from realtime.channels import CHANNELS
from realtime.models import Delivery, InboxEntry, TextTemplate
from realtime.outbox.worker import deliver_due
from realtime.words.county_words import (
    BrokenBraces,
    PersonalDataInWords,
    UnknownVariable,
    VariableMissing,
    known_variables,
    save_template,
    templates_in_force,
)
from realtime.words.kinds import KINDS
from tests.conftest import NINE

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)


@pytest.fixture
def save(cast):
    """``save("新工单 {number}")``: words for a new order, in Chinese, from nine o'clock."""

    def saved(words, **said) -> TextTemplate:
        whole = {
            "kind": "order_offered",
            "language": "zh-hans",
            "codes": {},
            "by": cast.li,
            "at": NINE,
            **said,
        }
        return save_template(whole.pop("county", cast.county), words=words, **whole)

    return saved


def told(at=NINE) -> dict[str, str]:
    deliver_due(CHANNELS["inbox"], at=at)
    return {entry.name: entry.text for entry in InboxEntry.objects.all()}


def test_the_countys_words_are_sent_instead_of_the_houses(save, place):
    save("{village}有新工单{number},请抢单")
    order = place()
    # How to answer follows, where an answer can be read.
    assert told()["魏代办"].startswith(f"西山村有新工单{order.number},请抢单")


def test_a_language_without_own_words_keeps_the_houses(save, place, cast):
    save("新工单{number}")
    cast.wei.user.language = "en"
    cast.wei.user.save()
    place()
    assert told()["魏代办"].startswith("New order")


def test_the_newest_version_in_force_counts(save, place):
    assert save("一 {number}").version == 1
    assert save("二 {number}", at=LATER).version == 2
    assert told_words(NINE) == "一 {number}" and told_words(LATER) == "二 {number}"


def told_words(at) -> str:
    return templates_in_force(["431127"], at=at)["431127", "order_offered", "zh-hans"].words


def test_another_county_has_its_own(save, cast):
    other = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    save("别县 {number}", county=other, by=None)
    assert list(templates_in_force(["431127"], at=NINE)) == []


def test_a_provider_gets_its_code_and_the_variables_in_the_words_order(save, place, aliyun, tencent, cast):
    save("{village}:{number}", codes={"sms_aliyun": "SMS_7", "sms_tencent": "77", "sms_gateway": " "})
    assert TextTemplate.objects.get().codes == {"sms_aliyun": "SMS_7", "sms_tencent": "77"}
    cast.wei.user.set_phone("+8613812345678")
    cast.wei.user.save()
    order = place()
    for channel in ("sms_aliyun", "sms_tencent"):
        Delivery.objects.filter(user=cast.wei.user).update(channel=channel, state="waiting", lease=None)
        deliver_due(CHANNELS[channel], at=NINE)
    assert aliyun.received[0].body == {"village": "西山村", "number": order.number}
    assert tencent.received[0].body == ["西山村", order.number]


# Refused when it is saved


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("新工单 {numbr}", UnknownVariable),
        ("申请人 {applicant_name}", UnknownVariable),
        ("电话 13812345678", PersonalDataInWords),
        ("电话 138 1234 5678", PersonalDataInWords),
        ("证件 431127195001011234", PersonalDataInWords),
        ("{number", BrokenBraces),
        ("{}", BrokenBraces),
        ("number}", BrokenBraces),
        ("", FieldMissing),
        ("长" * 501, TextTooLong),
    ],
)
def test_words_that_cannot_be_right_are_not_saved(save, words, refusal):
    with pytest.raises(refusal):
        save(words)
    assert not TextTemplate.objects.exists()


def test_a_code_to_sign_in_without_the_code_is_refused(save):
    with pytest.raises(VariableMissing):
        save("请登录", kind="sign_in_code")
    save("验证码{code}", kind="sign_in_code")


def test_a_hotline_may_be_named(save):
    save("{number} 有事打 0746-2210000 或 12345")


@pytest.mark.parametrize("said", [{"kind": "gossip"}, {"language": "tlh"}])
def test_what_does_not_exist_is_refused(save, said):
    with pytest.raises(NotAChoice):
        save("x", **said)


def test_every_kind_knows_its_variables_in_both_languages():
    from django.utils import translation

    from realtime.words.template import in_braces, variables_of

    for kind in KINDS:
        with translation.override("zh-hans"):
            chinese = set(variables_of(in_braces(str(KINDS[kind].text))))
        with translation.override("en"):
            assert chinese <= set(known_variables(kind)), kind


# Set aside when it is sent


def test_a_variable_that_the_message_has_not_sets_it_aside_with_the_reason(save, place, cast):
    """Saved before the kinds were renamed, say: nothing is sent half-filled, and it is not tried eight times."""
    TextTemplate.objects.create(
        county=cast.county,
        kind="order_offered",
        language="zh-hans",
        version=1,
        words="{grandchildren}",
        effective_at=NINE,
    )
    place()
    assert told() == {}
    delivery = Delivery.objects.filter(channel="inbox").earliest("pk")
    assert (delivery.state, delivery.attempts) == ("dead", 1)
    assert delivery.last_error == "the text asks for grandchildren, which this message has not"


def test_braces_in_what_fills_the_words_stay_what_they_are(save, place, cast):
    cast.west.village.short_name = "{number}村"
    cast.west.village.save()
    save("{village}")
    place()
    assert told()["魏代办"].startswith("{number}村")


def test_a_saved_version_is_never_altered(save):
    save("一 {number}")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update realtime_texttemplate set words = 'x'")


# From a file


@pytest.fixture
def load(cast, tmp_path):
    """``load([…])``: the command reads a file with this in it; returns what it says."""

    def loaded(said) -> str:
        file, out = tmp_path / "templates.json", StringIO()
        file.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
        call_command("text_templates", str(file), stdout=out)
        return out.getvalue()

    return loaded


OFFER = {
    "kind": "order_offered",
    "language": "zh-hans",
    "words": "新工单{number}",
    "codes": {"sms_aliyun": "SMS_1"},
}


def test_a_file_of_templates_is_saved_and_printed_again(load):
    assert load([OFFER]) == "1 text templates are in force.\n"
    out = StringIO()
    call_command("text_templates", stdout=out)
    assert json.loads(out.getvalue()) == [OFFER]


def test_the_same_file_twice_is_one_version(load):
    load([OFFER])
    load([OFFER])
    assert TextTemplate.objects.get().version == 1
    load([{**OFFER, "words": "工单{number}"}])
    assert TextTemplate.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([OFFER, {**OFFER, "words": "{nope}"}], r"Entry 2 \(order_offered, zh-hans\), words"),
        ([OFFER, {"kind": "order_offered"}], "Entry 2 must hold"),
        ([{**OFFER, "codes": {"sms_aliyun": 1}}], "Entry 1 must hold"),
        ([{**OFFER, "more": "x"}], "Entry 1 must hold"),
        ({}, "must hold a list"),
        ("not json", "cannot be read as JSON"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(load, said, sentence):
    with pytest.raises(CommandError, match=sentence):
        load(said)
    assert not TextTemplate.objects.exists()
