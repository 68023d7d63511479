"""Kinds of items that are meant only when one of the kind's signs is said as well.

Who only names a shop (理发店几点开门) does not mean to open one, and who only names a ticket asks for no allowance.
"""

import re
from dataclasses import dataclass, field


@dataclass(slots=True)
class Kind:
    """Items of one kind by their names, and the concepts of which one must be said for the kind to be meant."""

    named: re.Pattern[str]
    signs: frozenset[str]
    items: set[int] = field(default_factory=set)


BUSINESS_SIGNS = """
    开办 出售 创业 审批 备案 登记 申请 许可证 营业执照 到期 换发 变更 培训 体检 证明 招牌 个体户 食品经营许可
"""
BENEFIT_SIGNS = """
    补贴 领取 申请 报销 困难 低保 特困 残疾 医疗救助 临时救助 高龄津贴 孤儿 优抚 丧葬费 生育津贴 育儿补贴 计生奖扶
    残疾补贴 租房补贴 学生资助 雨露计划 地力补贴 农机 法律援助 起诉 学费 大病 技能补贴 拖欠 死亡
"""


def kinds_of_items() -> list[Kind]:
    """Fresh kinds, still without items."""
    return [
        Kind(re.compile("我要(?:开|卖|摆)"), frozenset(BUSINESS_SIGNS.split())),
        Kind(
            re.compile("补助|补贴|津贴|救助|扶助|援助|保障|低保|供养"),
            frozenset(BENEFIT_SIGNS.split()),
        ),
    ]
