"""Masks for personal data on screen (staged privacy, X12). Pure Python."""

import re

ID_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
LONG_DIGITS = re.compile(r"(?<!\d)(\d{3})[\d \-]{4,}(\d{4})(?!\d)")

PHONE = re.compile(r"(?<!\d)((?:86)?1\d{2})\d{4}(\d{4})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(\d{4})\d{7,11}(\d{3}[\dXx])(?!\d)")


def mask_phone(e164: str) -> str:
    """``+8613812345678`` → ``138****5678``."""
    digits = e164.removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if digits else ""


def mask_name(name: str) -> str:
    """``李秀英`` → ``李**``."""
    return name[:1] + "*" * (len(name) - 1)


def mask_words(words: str) -> str:
    """Free words with phone and ID numbers made unreadable, for those who have not claimed the order."""
    return LONG_DIGITS.sub(r"\1****\2", ID_NUMBER.sub(r"\1********\2", words))


def mask_numbers(text: str) -> str:
    """Phone, ID and bank account numbers made unreadable; dates and twelve-digit division codes stay as they are."""
    return PHONE.sub(r"\1****\2", ACCOUNT.sub(r"\1********\2", text))
