"""Ages as people say them, 八十三岁 or 满65, folded to the brackets at which offices begin to pay or to enrol."""

import re
from collections.abc import Iterator

_NUMBER = r"(?P<{0}>[0-9]{{1,3}}|[一二两三四五六七八九十百]{{1,4}})"
AGE = re.compile(
    _NUMBER.format("plain") + r"多?来?个?(?:周?岁)"
    r"|(?:满|上了?|快|有|到|今年|都)" + _NUMBER.format("after") + r"(?:多|了|啊|的|岁|$)"
    r"|" + _NUMBER.format("before") + r"(?:多岁|多了|好几|几岁)"
)
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
BRACKETS = ((80, 130, "岁:80"), (65, 80, "岁:65"), (60, 65, "岁:60"), (6, 8, "岁:6"), (0, 4, "岁:0"))


def ages_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and bracket of every age said in the text."""
    for found in AGE.finditer(text):
        number = found["plain"] or found["after"] or found["before"]
        years = int(number) if number.isascii() else chinese_number(number)
        by_itself = found["plain"] is None
        for low, high, bracket in BRACKETS:
            # Without 岁 only old ages are ages; 到三 and 有两 are counts of other things.
            if low <= years < high and not (by_itself and years < 60):
                yield found.start(), found.end(), bracket


def chinese_number(text: str) -> int:
    """``八十三`` → 83, ``一百`` → 100, ``二十`` → 20, ``十五`` → 15."""
    total = digit = 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = DIGITS.get(char, 0)
    return total + digit
