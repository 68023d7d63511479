"""Invented names and numbers, the same at every run. Pure Python."""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱胡郭何林罗梁宋谢唐许邓冯韩曹曾彭肖蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢傅钟盘雷"
)
#: No bank has this name, and no issuer the numbers that begin with six nines.
BANK = "示范农商银行"
# Two characters each.
GIVEN = (
    "建国桂英志强秀兰明辉玉梅小军丽华春生美玲文斌雪梅永福冬梅海波晓燕德胜翠萍卫东金花国庆彩霞光明素珍"
    "少华红梅伟民月娥新平凤英大勇巧云宏伟淑芬长青玉兰家旺艳红立新秋菊子龙水莲根生爱民友谊春燕顺利小芳"
)
GIVEN_NAMES = [GIVEN[at : at + 2] for at in range(0, len(GIVEN), 2)]


def invented_name(kind: str, number: int) -> str:
    """A surname and a given name; ``kind`` keeps the first agent from being called like the first citizen."""
    chance = Random(f"{kind} {number}")  # noqa: S311 (nothing secret: the same name at every run)
    return chance.choice(SURNAMES) + chance.choice(GIVEN_NAMES)


def citizen_phone(number: int) -> str:
    """E.164, ``number`` up to seven digits: 10910000001 is the first citizen."""
    return f"+861091{number:07d}"


def agent_phone(number: int) -> str:
    """E.164, ``number`` up to seven digits: 10920000001 is the first agent."""
    return f"+861092{number:07d}"


def office_phone(number: int) -> str:
    """A landline that nobody has: local numbers never begin with 0."""
    return f"0746-0{number:06d}"


def invented_account(number: int) -> str:
    """A passbook's number; ``number`` up to nine digits."""
    return f"999999{number:010d}"
