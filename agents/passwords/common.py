"""Passwords that a guesser tries first: the world's list, and what everybody in this county would think of."""

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from pypinyin import Style, lazy_pinyin

from agents.models import County, Township, User

#: Words of this trade and of every office, as they are typed.
TRADE = (
    "admin",
    "root",
    "password",
    "mima",
    "bangninban",
    "bnb",
    "wangge",
    "zhengwu",
    "gongdan",
    "daiban",
    "china",
)
#: What a name of a place ends with and is often left out.
ENDINGS = re.compile("(自治县|县|市|区|乡|镇|街道)$")
# Letters of any script: digits and signs are what people add so that it passes.
NOT_LETTERS = re.compile(r"[\W\d_]+")


def is_common(password: str, *, user: User) -> bool:
    """On the list of common passwords as a whole or without its digits and signs, or made of well-known names.

    Names are the county's, its townships' and the officer's own, in characters, pinyin and its first letters. One
    statement.
    """
    letters = NOT_LETTERS.sub("", password).lower()
    if not letters or _is_listed(password) or _is_listed(letters):
        return True
    words = {word for name in _names(user) for word in spellings(name)} | set(TRADE)
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.fullmatch(f"(?:{'|'.join(longest_first)})+", letters) is not None


def spellings(name: str) -> set[str]:
    """``蓝山县`` → 蓝山县, 蓝山, lanshanxian, lanshan, lsx, ls. Pure."""
    forms = {form for form in (name.lower(), ENDINGS.sub("", name).lower()) if form}
    pinyin = {"".join(lazy_pinyin(form)) for form in forms}
    initials = {"".join(lazy_pinyin(form, style=Style.FIRST_LETTER)) for form in forms}
    return {NOT_LETTERS.sub("", each) for each in forms | pinyin | initials} - {""}


def _names(user: User) -> list[str]:
    county: County = user.county
    townships = Township.objects.filter(county=county).values_list("short_name", flat=True)
    return [county.name, county.number_prefix, user.name, *townships]


def _is_listed(text: str) -> bool:
    try:
        _the_list().validate(text)
    except ValidationError:
        return True
    return False


@cache
def _the_list() -> CommonPasswordValidator:
    """Django's own list of twenty thousand."""
    return CommonPasswordValidator()
