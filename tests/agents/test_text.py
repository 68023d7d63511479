import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.errors import FieldMissing, TextTooLong
from agents.masks import mask_name, mask_numbers, mask_phone, mask_words
from agents.text import clean, require


def test_emoji_and_rare_characters_stay():
    assert clean(" 龘䶮😀 ") == "龘䶮😀"


def test_nul_surrogates_and_direction_overrides_go():
    assert clean("a\x00b\ud800c\u202ed\r\ne") == "abcd\ne"


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_whatever_is_typed_can_be_kept(raw):
    kept = clean(raw)
    kept.encode()
    assert "\x00" not in kept and clean(kept) == kept


def test_limits_count_characters_after_cleaning():
    assert require(" 五个字在此 ", max_length=5, field="wish") == "五个字在此"
    with pytest.raises(TextTooLong) as refused:
        require("六个字在这里", max_length=5, field="wish")
    assert (refused.value.field, refused.value.facts) == ("wish", {"max": 5, "length": 6})
    with pytest.raises(FieldMissing):
        require("\x00 \u202e", max_length=5, field="wish")


def test_masks():
    assert mask_phone("+8613812345678") == "138****5678"
    assert mask_name("欧阳娜娜") == "欧***"
    assert mask_words("打我电话13812345678,身份证11010519491231002X") == (
        "打我电话138****5678,身份证110105********002X"
    )


@pytest.mark.parametrize("words", ["138 1234 5678", "138-1234-5678", "+86 13812345678", "0746-2213456"])
def test_numbers_written_apart_are_masked_too(words):
    assert "1234 5678" not in mask_words(words) and "12345678" not in mask_words(words).replace("-", "")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("住西山村3组12号", "住西山村*组*号"),
        ("二单元五室", "*单元*室"),
        ("12号上午去", "12号上午去"),
        ("打一三八零零一三八零零零", "打****"),
    ],
)
def test_house_numbers_and_numbers_spelled_out_are_masked_and_days_are_not(words, shown):
    assert mask_words(words) == shown


@pytest.mark.parametrize(
    "fingerprint",
    [
        "b28c426cee2a25ad1bc20fa7cd2bd379a8144ef274c525513812345678fe8456",
        "6b9f1c0e-4d1a-4c5e-9b7e-a13812345678",
    ],
    ids=["digest", "uuid"],
)
def test_digits_inside_a_fingerprint_are_no_phone_number(fingerprint):
    assert mask_numbers(f"at 13812345678: {fingerprint}") == f"at 138****5678: {fingerprint}"


def test_digits_are_no_fingerprint_however_many_words_stand_beside():
    assert mask_numbers("call13812345678") == "call138****5678"
    assert mask_numbers("6222021234567890123") == "6222********0123"
