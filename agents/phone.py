"""Mobile numbers of mainland China, kept in E.164. Demo numbers (prefix 109) belong to no carrier."""

import re

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agents.errors import FieldMissing, Refusal
from agents.text import clean

# No carrier issues mobile numbers that begin with 10; libphonenumber calls them invalid.
DEMO_NUMBER = re.compile(r"\+86109\d{8}")
FULLWIDTH = str.maketrans("０１２３４５６７８９＋－（）　", "0123456789+-() ")


class NotAPhone(Refusal):
    code = "not_a_phone"
    sentence = _("This is not a mobile number. It has 11 digits and begins with 1.")


class LandlinePhone(Refusal):
    code = "landline_phone"
    sentence = _("This is a landline. Please give a mobile number that can receive messages.")


class ForeignPhone(Refusal):
    code = "foreign_phone"
    sentence = _("Only mobile numbers of mainland China can be used here.")


def parse_phone(raw: str | None, *, field: str = "phone") -> str:
    """``138 1234 5678`` → ``+8613812345678``.

    Raises FieldMissing, NotAPhone, LandlinePhone or ForeignPhone. Demo numbers pass in demo mode only.
    """
    text = clean(raw or "").translate(FULLWIDTH)
    if not text:
        raise FieldMissing(field=field)
    # Letters would be read as keys of a telephone, and an extension cannot receive messages.
    if len(text) > 30 or any(char.isalpha() for char in text):
        raise NotAPhone(field=field)
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        raise NotAPhone(field=field) from None
    if number.country_code != 86:
        raise ForeignPhone(field=field)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if is_demo(e164) and settings.DEMO:
        return e164
    if not phonenumbers.is_valid_number_for_region(number, "CN"):
        raise NotAPhone(field=field)
    if phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE:
        raise LandlinePhone(field=field)
    return e164


def is_demo(e164: str) -> bool:
    """True for generated test people. Such a number is never handed to a provider."""
    return DEMO_NUMBER.fullmatch(e164) is not None


def national(e164: str) -> str:
    """``+8613812345678`` → ``13812345678``."""
    return e164.removeprefix("+86")
