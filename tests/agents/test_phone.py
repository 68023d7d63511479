import pytest

from agents.errors import FieldMissing, Refusal
from agents.phone import ForeignPhone, LandlinePhone, NotAPhone, is_demo, parse_phone


@pytest.mark.parametrize(
    "typed",
    ["13812345678", "138 1234 5678", "+86 138-1234-5678", "008613812345678", "１３８１２３４５６７８"],
)
def test_a_mobile_number_however_it_is_typed(typed):
    assert parse_phone(typed) == "+8613812345678"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", FieldMissing),
        ("12345", NotAPhone),
        ("电话号码", NotAPhone),
        ("1" * 400, NotAPhone),
        ("1381234567\x00", NotAPhone),
        ("13812345678 ext 5", NotAPhone),
        ("0746-2213456", LandlinePhone),
        ("+85251234567", ForeignPhone),
        ("+12025550123", ForeignPhone),
    ],
)
def test_what_is_not_a_mobile_number_of_the_mainland(typed, refusal):
    with pytest.raises(refusal) as refused:
        parse_phone(typed)
    assert refused.value.field == "phone"


def test_demo_numbers_pass_in_demo_mode_only(settings):
    assert parse_phone("10900000001") == "+8610900000001" and is_demo("+8610900000001")
    settings.DEMO = False
    with pytest.raises(Refusal):
        parse_phone("10900000001")
