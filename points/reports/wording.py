"""The Chinese of the official form. Part of the document itself, so it is not translated."""

from datetime import date

from points.periods import Quarter

POSTS = {"grid_worker": "网格员", "village_cadre": "村干部", "auxiliary_officer": "辅警"}
KINDS = {"base": "办结记入", "satisfied": "满意加分", "class_change": "类别确认", "reversal": "冲正"}
ORDINALS = "一二三四"
UNCLASSIFIED = "(未归类,按一类)"
UNCLASSIFIED_BUREAU = "(未归类)"
EARLIER_SERVICE = "往期办结"
OBJECTIONS = "公示期五个工作日。对公示内容有异议的,请在公示期内向编制单位反映。"


def title(county_name: str, quarter: Quarter) -> str:
    """``蓝山县2026年第四季度帮您办代办奖励发放表``."""
    return f"{county_name}{_name(quarter)}帮您办代办奖励发放表"


def notice_title(county_name: str, quarter: Quarter) -> str:
    """``蓝山县2026年第四季度帮您办代办奖励公示``."""
    return f"{county_name}{_name(quarter)}帮您办代办奖励公示"


def purpose(quarter: Quarter) -> str:
    """``2026年第四季度帮您办代办奖励``: what the bank writes beside the amount."""
    return f"{_name(quarter)}帮您办代办奖励"


def issuer(county_name: str) -> str:
    return f"编制单位:{issuer_name(county_name)}"


def issuer_name(county_name: str) -> str:
    return f"{county_name}行政审批服务局"


def period(quarter: Quarter) -> str:
    return f"统计期间:{day(quarter.first_day)}至{day(quarter.last_day)}"


def day(date: date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def _name(quarter: Quarter) -> str:
    return f"{quarter.year}年第{ORDINALS[quarter.number - 1]}季度"
