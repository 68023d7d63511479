"""大写金额: amounts in words, as 支付结算办法 (annex 1, 正确填写票据和结算凭证的基本规定) prescribes. Pure Python.

Where the rule leaves a choice, the first form of its own examples is taken: ¥107,000.53 is 壹拾万柒仟元零伍角叁分,
¥1,680.32 is 壹仟陆佰捌拾元零叁角贰分, and an amount that ends with 角 takes no 整.
"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
PREFIX = "人民币"
#: Amounts from here on have no agreed way to be written.
YUAN_LIMIT = 10**12


class NotAnAmount(ValueError):
    """Below zero, finer than a fen, or beyond what can be written."""


def in_words(yuan: Decimal) -> str:
    """``1409.50`` → ``人民币壹仟肆佰零玖元伍角``. Raises NotAnAmount."""
    fen = yuan * 100
    if not yuan.is_finite() or yuan < 0 or yuan >= YUAN_LIMIT or fen != fen.to_integral_value():
        raise NotAnAmount(yuan)
    whole, rest = divmod(int(fen), 100)
    jiao, fens = divmod(rest, 10)
    return PREFIX + _yuan(whole, rest) + _after_yuan(whole, jiao, fens)


def _yuan(whole: int, rest: int) -> str:
    if whole:
        return _number(whole) + "元"
    return "" if rest else "零元"


def _after_yuan(whole: int, jiao: int, fens: int) -> str:
    if not jiao and not fens:
        return "整"
    words = ""
    # A zero between what was said and what follows is said once: 16,409.02 and 1,680.32 alike.
    if whole and (not jiao or whole % 10 == 0):
        words += "零"
    if jiao:
        words += DIGITS[jiao] + "角"
    return words + (DIGITS[fens] + "分" if fens else "")


def _number(whole: int) -> str:
    """In groups of four digits: 亿, 万, and the rest; a group of zeros between two others is one 零."""
    words, zero = "", False
    for group, unit in ((whole // 10**8, "亿"), (whole // 10**4 % 10**4, "万"), (whole % 10**4, "")):
        if group:
            words += ("零" if words and (zero or group < 1000) else "") + _group(group) + unit
        zero = group == 0
    return words


def _group(group: int) -> str:
    """One to four digits; a run of zeros inside is one 零, zeros at either end are not said."""
    words, zero = "", False
    for power in (3, 2, 1, 0):
        digit = group // 10**power % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + UNITS[power]
        zero = digit == 0
    return words
