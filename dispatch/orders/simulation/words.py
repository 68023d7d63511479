"""What made-up people are called and what they say. All of it is invented."""

from random import Random

from agents.demo.names import GIVEN_NAMES, SURNAMES

OPENINGS = ("你好,", "麻烦问下,", "我屋里老人", "帮我看下,", "", "", "我想问问,")
CLOSINGS = (",要带么子材料?", ",不晓得找哪个。", ",能上门办不?", "。", ",谢谢。", ",急用。")
NOTES = ("材料齐了,明天去窗口。", "已和部门联系,等回话。", "照片不合格,约好重拍。", "路上塌方,改天再去。")
RESULTS = (
    "已办好,证件送到家里。",
    "窗口已受理并办结,结果已告知本人。",
    "材料补齐后当场办结。",
    "已开好证明,交给家属。",
)
GIVING_BACK = ("摩托车坏了,去不了。", "家里有急事,请别的同志接手。", "这事不在我熟悉的范围。")
MORE_TIME = ("在外村办事,下午联系。", "打了电话没人接,再等一下。")
WAITING = ("等户口簿原件。", "缺一张照片,等家属寄来。", "等村里盖章。")
NOT_NEEDED = ("自己去办了。", "不需要办了。", "填错了,重新提交。")
OFFICERS_WORD = ("同一件事重复提交。", "不属于代办范围,已电话说明。")
ASSIGNING = ("本网格无人接单,请你跑一趟。", "离你最近,辛苦。")
PRAISE = ("跑得快,态度好。", "帮了大忙。", "", "", "", "")
BLAME = ("跑了两趟才办好。", "等得太久。", "没讲清楚。")


def full_name(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN_NAMES)


def wish(random: Random, item_name: str) -> str:
    """``我要办老年优待证`` as somebody says it who does not know what it is called at the bureau."""
    matter = item_name.removeprefix("我要")
    return f"{random.choice(OPENINGS)}想{matter}{random.choice(CLOSINGS)}"
