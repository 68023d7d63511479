"""Masks for personal data on screen (staged privacy, X12). Pure Python."""

import re

ID_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
LONG_DIGITS = re.compile(r"(?<!\d)(\d{3})[\d \-]{4,}(\d{4})(?!\d)")

#: A number spelled out: 一三八零零… A long row of such characters is nothing else.
SPELLED_DIGITS = re.compile("[零〇一二三四五六七八九幺两]{9,}")
#: 3组, 12栋, 二单元, and a 号 that follows on such a word; "12号去" is a day and stays.
HOUSE = re.compile(
    r"[\d一二三四五六七八九十百]+(?=\s*(?:村民小组|小组|组|栋|幢|单元|室))"
    r"|(?<=[组村屯寨湾街路巷弄栋幢区])(\s*)[\d一二三四五六七八九十百]+(?=\s*号)"
)

PHONE = re.compile(r"(?<!\d)((?:86)?1\d{2})\d{4}(\d{4})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(\d{4})\d{7,11}(\d{3}[\dXx])(?!\d)")

#: A digest or a UUID: what happens to look like a phone number inside it is none, and half of it proves nothing.
FINGERPRINT = re.compile(
    r"(?<![0-9A-Za-z])((?=[0-9a-f-]*[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}))(?![0-9A-Za-z])"
)


def mask_phone(e164: str) -> str:
    """``+8613812345678`` → ``138****5678``."""
    digits = e164.removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if digits else ""


def mask_name(name: str) -> str:
    """``李秀英`` → ``李**``."""
    return name[:1] + "*" * (len(name) - 1)


def mask_words(words: str) -> str:
    """Free words with phone, ID and house numbers made unreadable, for those who may not see the applicant."""
    words = LONG_DIGITS.sub(r"\1****\2", ID_NUMBER.sub(r"\1********\2", words))
    return HOUSE.sub("*", SPELLED_DIGITS.sub("****", words))


def mask_numbers(text: str) -> str:
    """Phone, ID and bank account numbers made unreadable; dates, twelve-digit division codes and digests stay."""
    pieces = FINGERPRINT.split(text)
    pieces[::2] = [PHONE.sub(r"\1****\2", ACCOUNT.sub(r"\1********\2", piece)) for piece in pieces[::2]]
    return "".join(pieces)
