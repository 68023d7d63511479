"""An order in which every personal thing is a value that stands nowhere else, brought to one stage of its life."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from agents.bank import register_bank_account
from agents.models import User
from dispatch.casework.photos.actions import add_photo
from dispatch.orders.actions import (
    broaden_orders,
    claim_order,
    complete_order,
    note_progress,
    rate_order,
    release_order,
    start_order,
)
from dispatch.orders.links.issue import issue_follow_link
from dispatch.orders.links.tokens import token_of
from dispatch.orders.models import Order
from dispatch.oversight.followups.actions import ask_follow_ups, record_call
from dispatch.oversight.followups.models import FollowUp
from points.appeals.appealing import appeal_rating
from tests.casework.pictures import jpeg
from tests.cast import Cast, make_agent, make_user
from tests.conftest import NINE
from tests.trust.world import World, build_world

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STAGES = {
    "own grid first": NINE + MINUTE,
    "open to all": NINE + 11 * MINUTE,
    "carried": NINE + 40 * MINUTE,
    "closed": NINE + 60 * MINUTE,
    "hidden again": NINE + 60 * MINUTE + 31 * DAY,
}
APPLICANT, PLACER = ("欧阳桂英", "10900000077"), ("司徒阿婆", "10900000066")
HOUSE, POINT = "枫树坪七组19号", (25.0523456, 112.0534567)
ACCOUNT = "1234500010001234567"
#: Of each field what is looked for. Numbers are written with and without spaces.
VALUES = {
    "name": APPLICANT[0],
    "phone": APPLICANT[1],
    "house": HOUSE,
    "point": r"25\.05234|112\.05345",
    "matter": "屋顶塌了半边",
    "wish numbers": "10900000088|431127195203044321",
    "time": "赶集天不在家",
    "time numbers": "10900000094",
    "note": "狗拴在院里",
    "note numbers": "10900000091",
    "result": "材料已经交了",
    "result numbers": "10900000092",
    "rating": "跑得很勤快",
    "rating numbers": "10900000093",
    "given back": "我家里有急事",
    "appeal": "下雨把路冲断",
    "appeal numbers": "10900000096",
    "call": "电话里说还行",
    "call numbers": "10900000097",
    "placer name": PLACER[0],
    "placer phone": PLACER[1],
    "agent mobile": "10900000019",
    "agent account": ACCOUNT,
}
PATTERNS = {name: re.compile(_value) for name, _value in VALUES.items()}
WISH = f"我叫{APPLICANT[0]},住{HOUSE},屋顶塌了半边,打我儿子电话10900000088,身份证431127195203044321"
SPACES_IN_NUMBERS = re.compile(r"(?<=\d)[ \u00a0\u2009](?=\d)")


@dataclass
class Planted:
    """``values`` fill every address; ``at``: the moment of the stage."""

    order: Order
    world: World
    placer: User
    applicant: User
    at: datetime


def found_in(text: str) -> set[str]:
    """Which of the planted fields stand in it."""
    told = SPACES_IN_NUMBERS.sub("", text)
    return {name for name, pattern in PATTERNS.items() if pattern.search(told)}


def plant(cast: Cast, place: Callable[..., Order], stage: str) -> Planted:
    """The order, in a county that has one of everything else; the cast's Wei carries it once it is carried."""
    placer = make_user(cast.county, PLACER[0], f"+86{PLACER[1]}", at=NINE)
    applicant = make_user(cast.county, APPLICANT[0], f"+86{APPLICANT[1]}", at=NINE)
    cast.wei.user.set_phone("+8610900000019")
    cast.wei.user.save()
    register_bank_account(cast.wei, bank="农商行", holder=cast.wei.name, number=ACCOUNT, by=cast.li, at=NINE)
    world = build_world(cast, place)
    order = place(
        by=placer,
        for_self=False,
        applicant_name=APPLICANT[0],
        applicant_phone=APPLICANT[1],
        address=HOUSE,
        wish=WISH,
        preferred_time="赶集天不在家,打10900000094",
        item_code=cast.permit.code,
    )
    order.point = f"{POINT[0]},{POINT[1]}"
    order.save(update_fields=["point"])
    _live(order, cast, placer, stage)
    world.values["order_id"] = order.pk
    world.values["follow"] = token_of(issue_follow_link(order, at=NINE).pk, "follow")
    if stage.startswith(("closed", "hidden")):
        world.done = order
        world.values["follow_up_id"] = FollowUp.objects.get(order=order).pk
    return Planted(Order.objects.get(pk=order.pk), world, placer, applicant, STAGES[stage])


def _live(order: Order, cast: Cast, placer: User, stage: str) -> None:
    """Up to the stage, each step by its real action."""
    if stage == "own grid first":
        return
    broaden_orders(at=NINE + 10 * MINUTE)
    if stage == "open to all":
        return
    fetched = make_agent(cast.west, "先接的人", "+8610900000018", at=NINE)
    claim_order(order.pk, agent=fetched, at=NINE + 12 * MINUTE)
    release_order(order.pk, agent=fetched, reason="我家里有急事", at=NINE + 13 * MINUTE)
    claim_order(order.pk, agent=cast.wei, at=NINE + 14 * MINUTE)
    start_order(order.pk, agent=cast.wei, at=NINE + 15 * MINUTE)
    note_progress(order.pk, words="狗拴在院里,打10900000091", by=placer, at=NINE + 16 * MINUTE)
    add_photo(order.pk, photo_id=uuid4(), content=jpeg(), by=cast.wei, at=NINE + 16 * MINUTE)
    if stage == "carried":
        return
    result = "材料已经交了,有事打10900000092"
    complete_order(order.pk, agent=cast.wei, result=result, at=NINE + 50 * MINUTE)
    words = "跑得很勤快,电话10900000093也打得通"
    rate_order(order.pk, by=placer, grade="unsatisfied", words=words, at=NINE + 55 * MINUTE)
    words = "下雨把路冲断,邻居10900000096可以作证"
    appeal_rating(order.pk, agent=cast.wei, words=words, at=NINE + 56 * MINUTE)
    ask_follow_ups([Order.objects.get(pk=order.pk)], at=NINE + 57 * MINUTE)
    words = "电话里说还行,另打10900000097"
    follow_up = FollowUp.objects.get(order=order)
    record_call(follow_up.pk, outcome="satisfied", words=words, by=cast.li, at=NINE + 58 * MINUTE)
