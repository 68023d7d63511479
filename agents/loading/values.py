"""Single values as they come from files: texts, codes, coordinates. Each check returns a fault in words, or "".

Pure Python.
"""

import math
import unicodedata
from typing import Any, TypeGuard

# Degrees that hold all of China, islands included.
LNG_MIN, LNG_MAX = 73.0, 136.0
LAT_MIN, LAT_MAX = 3.0, 54.0
NUMBER_MAX = 10**9


def text_fault(value: Any, *, length_max: int, required: bool = True) -> str:
    """Something that fits on a line of a page: no control characters, nothing left over from a wrong encoding."""
    if not isinstance(value, str):
        return "is not a text"
    if required and not value.strip():
        return "is missing"
    if len(value) > length_max:
        return f"has {len(value)} characters; at most {length_max} are possible"
    return character_fault(value)


def character_fault(value: str, *, kept: str = "") -> str:
    for char in value:
        # Cc control, Cs lone surrogate; the replacement character is what a wrong decoding leaves behind.
        if char not in kept and (unicodedata.category(char) in {"Cc", "Cs"} or char == "\ufffd"):
            return f"contains the character U+{ord(char):04X}, which cannot be kept"
    return ""


def deep_character_fault(value: Any) -> str:
    """The same for every text inside a JSON value; line breaks may stay."""
    if isinstance(value, str):
        return character_fault(value, kept="\n\t")
    if isinstance(value, dict):
        return next(filter(None, (deep_character_fault(part) for pair in value.items() for part in pair)), "")
    if isinstance(value, list):
        return next(filter(None, map(deep_character_fault, value)), "")
    return ""


def is_digits(value: Any, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and value.isascii() and value.isdigit()


def is_number(value: Any) -> TypeGuard[float]:
    """A JSON number that arithmetic can use: JSON has whole numbers of any length."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < NUMBER_MAX and math.isfinite(value)


def position_fault(lng: float, lat: float) -> str:
    """Coordinates are in degrees and must lie in China."""
    if LNG_MIN <= lng <= LNG_MAX and LAT_MIN <= lat <= LAT_MAX:
        return ""
    if LNG_MIN <= lat <= LNG_MAX and LAT_MIN <= lng <= LAT_MAX:
        return f"longitude and latitude are swapped ({lng:g}, {lat:g}); longitude comes first"
    return f"the point {lng:g}, {lat:g} lies outside China"
