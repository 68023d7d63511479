"""Personal data and secrets are taken out of a line before it is written: the second line of defence (S23).

The first is not to log them at all. Bodies, queries and paths with tokens are never handed to a logger.
"""

import re

_PATTERNS = [
    # A resident's ID number before a phone number, which its first digits could be taken for.
    (re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])"), "<id number>"),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1\d{10}(?!\d)"), "<phone>"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 <token>"),
    # Links that follow or rate an order.
    (re.compile(r"(/[fr]/)[\w-]{8,}"), r"\1<token>"),
    (re.compile(r"://[^/\s:@]*:[^/\s@]+@"), "://<user>@"),
]


def scrub(text: str) -> str:
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text
