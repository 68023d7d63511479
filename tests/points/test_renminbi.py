"""大写金额 as 支付结算办法 prescribes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from points.reports.renminbi import NotAnAmount, in_words

WRITTEN = {
    # The examples of the rule itself.
    "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    # Whole yuan end with 整.
    "0": "零元整",
    "0.00": "零元整",
    "1": "壹元整",
    "10": "壹拾元整",
    "15": "壹拾伍元整",
    "20": "贰拾元整",
    "100": "壹佰元整",
    "110": "壹佰壹拾元整",
    "1000": "壹仟元整",
    "10000": "壹万元整",
    "100000": "壹拾万元整",
    "1000000": "壹佰万元整",
    "100000000": "壹亿元整",
    # One 零 for a run of zeros.
    "101": "壹佰零壹元整",
    "1001": "壹仟零壹元整",
    "1010": "壹仟零壹拾元整",
    "10001": "壹万零壹元整",
    "10010": "壹万零壹拾元整",
    "10101": "壹万零壹佰零壹元整",
    "100001": "壹拾万零壹元整",
    "1001000": "壹佰万壹仟元整",
    "10010001": "壹仟零壹万零壹元整",
    "20010003": "贰仟零壹万零叁元整",
    "100000001": "壹亿零壹元整",
    "100001000": "壹亿零壹仟元整",
    "100010000": "壹亿零壹万元整",
    "200030004": "贰亿零叁万零肆元整",
    "1000000010": "壹拾亿零壹拾元整",
    "123456789.12": "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分",
    "999999999999.99": "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
    # 角 and 分.
    "0.01": "壹分",
    "0.10": "壹角",
    "0.53": "伍角叁分",
    "1.01": "壹元零壹分",
    "1.10": "壹元壹角",
    "10.05": "壹拾元零伍分",
    "10.50": "壹拾元零伍角",
    "15.05": "壹拾伍元零伍分",
    "1000.05": "壹仟元零伍分",
}


@pytest.mark.parametrize(("yuan", "words"), WRITTEN.items())
def test_amounts_are_written_as_the_rule_says(yuan, words):
    assert in_words(Decimal(yuan)) == "人民币" + words


@pytest.mark.parametrize("yuan", ["-0.01", "-10", "0.001", "1000000000000", "NaN", "Infinity"])
def test_what_cannot_be_written_is_refused(yuan):
    with pytest.raises(NotAnAmount):
        in_words(Decimal(yuan))


@given(st.integers(0, 10**14 - 1))
def test_the_words_say_the_amount_and_nothing_else(fen):
    words = in_words(Decimal(fen) / 100).removeprefix("人民币")
    assert _read(words) == fen
    assert "零零" not in words and "零元" not in words.removeprefix("零元")
    assert words.endswith("整") == (fen % 100 == 0)


def _read(words: str) -> int:
    """Read aloud, the other way round: what a clerk at the bank understands, in fen."""
    yuan, _, rest = words.rpartition("元")
    fen = sum(
        _digit(rest[rest.index(unit) - 1]) * worth for unit, worth in (("角", 10), ("分", 1)) if unit in rest
    )
    whole = 0
    for unit, worth in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group, found, after = yuan.partition(unit) if unit else (yuan, "", "")
        if found or not unit:
            whole += _group(group) * worth
            yuan = after
    return whole * 100 + fen


def _group(words: str) -> int:
    worth = {"拾": 10, "佰": 100, "仟": 1000}
    total = digit = 0
    for char in words:
        if char in worth:
            total, digit = total + digit * worth[char], 0
        else:
            digit = _digit(char)
    return total + digit


def _digit(char: str) -> int:
    return "零壹贰叁肆伍陆柒捌玖".index(char)
