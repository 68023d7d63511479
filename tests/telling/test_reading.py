"""What is typed on a phone with keys is understood however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.replies.reading import Reading, Verb, read_reply


@pytest.mark.parametrize(
    "text",
    [
        "抢 4821",
        "抢4821",
        "搶４８２１",
        " 抢:4821。",
        "抢单 4821",
        "4821",
        "［４８２１］",
        "抢\n4821",
        "Claim 4821",
    ],
)
def test_a_claim_is_understood(text):
    assert read_reply(text) == Reading(Verb.CLAIM, "4821")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("完成 4821 证已送到家", Reading(Verb.COMPLETE, "4821", "证已送到家")),
        ("完成4821，证已送到家！", Reading(Verb.COMPLETE, "4821", "证已送到家!")),
        ("辦結：４８２１ 已交", Reading(Verb.COMPLETE, "4821", "已交")),
        ("完成 证已送到家", Reading(Verb.COMPLETE, "", "证已送到家")),
        ("退4821路太远", Reading(Verb.RELEASE, "4821", "路太远")),
        ("退單 4821 2026年才能办", Reading(Verb.RELEASE, "4821", "2026年才能办")),
        ("联系4821", Reading(Verb.START, "4821", "")),
        ("聯繫 4821 明天上门", Reading(Verb.START, "4821", "明天上门")),
        # Five digits are no code: better asked again than guessed.
        ("完成 48211", Reading(Verb.COMPLETE, "", "48211")),
        ("抢", Reading(Verb.CLAIM)),
    ],
)
def test_work_is_understood(text, reading):
    assert read_reply(text) == reading


@pytest.mark.parametrize("text", ["", "好的", "?", "TD", "谢谢，明天抢 4821", "48211", "您好，我正在开会。"])
def test_the_rest_is_unclear_and_never_guessed(text):
    assert read_reply(text).verb == Verb.UNCLEAR


@given(st.text(max_size=1000))
def test_any_text_is_read(text):
    reading = read_reply(text)
    assert (len(reading.code) in (0, 4) and reading.code in text.translate({})) or reading.code
    assert reading.code == "" or reading.code.isdecimal()
