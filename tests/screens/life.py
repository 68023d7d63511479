"""Orders of one citizen in every state, most with one agent, so that no page has nothing to show."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from agents.models import Village
from dispatch.announcements.demo import make_announcement
from dispatch.announcements.models import Announcement
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import (
    NewOrder,
    broaden_orders,
    cancel_order,
    claim_order,
    complete_order,
    note_progress,
    place_order,
    rate_order,
    start_order,
    suspend_order,
)
from dispatch.orders.links import issue_follow_link, issue_rating_link, token_of
from dispatch.orders.models import Order
from dispatch.oversight.followups.actions import ask_follow_ups
from dispatch.oversight.followups.models import FollowUp
from points.periods import quarter_of
from tests.screens.players import Players

MINUTE = timedelta(minutes=1)
# Vague words, as they are typed.
WISHES = {
    "open": "屋里漏雨想问下危房那个补助",
    "claimed": "我娘八十了想办那个老年人的证，她走不动",
    "in_progress": "崽在广东打工，帮他把医保交一下",
    "suspended": "要开个小卖部",
    "completed": "身份证丢了要补一个",
    "unrated": "毕业了档案往哪放",
    "cancelled": "问一下低保",
}
OTHERS = [
    "老人家走了怎么销户",
    "残疾证到期换证",
    "伢子上学要开证明",
    "想领那个农机补贴",
    "房子要翻修",
    "医保卡刷不出",
]


def bring_to_life(players: Players, *, at: datetime) -> dict[str, str]:
    """What stands in braces in a page's path: an order's id by its state, links' tokens, an item's ``code``, …"""
    item = (
        CatalogueItem.objects.offered().filter(county=players.county).exclude(materials=[]).order_by("code")
    )
    code = (
        item.first() or CatalogueItem.objects.offered().filter(county=players.county).first() or _none()
    ).code
    placed = {
        state: _place(players, wish, at=at - (4 + 9 * turn) * MINUTE, item_code=code if turn % 2 else "")
        for turn, (state, wish) in enumerate(WISHES.items())
    }
    _carry(players, placed, at)
    _others_ask(players, at)
    ask_follow_ups([Order.objects.get(pk=placed["completed"].pk)], at=at)
    return {
        "follow_up": str(FollowUp.objects.get(order=placed["completed"].pk).pk),
        "code": code,
        "agent": str(players.agent.pk),
        "announcement": str(_announced(players, at).pk),
        "quarter": quarter_of(at, players.county.zone),
        **{state: str(order.pk) for state, order in placed.items()},
        **_links(placed, at),
    }


def _links(placed: dict[str, Order], at: datetime) -> dict[str, str]:
    """Tokens: to follow what is being done, to rate what is not rated, and of what is."""
    links = {
        "follow": issue_follow_link(placed["in_progress"], at=at),
        "rate": issue_rating_link(placed["unrated"], at=at),
        "rated": issue_rating_link(placed["completed"], at=at),
    }
    return {name: token_of(link.pk, link.purpose) for name, link in links.items() if link}


def _others_ask(players: Players, at: datetime) -> None:
    """Two more of the own grid, and some of other villages that nobody claimed in ten minutes."""
    elsewhere = Village.objects.filter(county=players.county).exclude(pk=players.agent.grid.village_id)
    for turn, village in enumerate(elsewhere.order_by("code")[:: max(1, elsewhere.count() // 6)][:6]):
        _place(players, OTHERS[turn], at=at - (12 + 7 * turn) * MINUTE, village_code=village.code)
    for turn, wish in enumerate(OTHERS[:2]):
        _place(players, wish, at=at - (1 + turn) * MINUTE)
    broaden_orders(at=at)


def _place(players: Players, wish: str, *, at: datetime, **said: Any) -> Order:
    said = {"village_code": players.agent.grid.village_id or "", **said}
    new = NewOrder(
        id=uuid4(),
        wish=wish,
        applicant_name=players.citizen.name or "陈奶奶",
        applicant_phone=players.citizen.phone,
        address="三组 12 号，祠堂旁边",
        care_marks=["old"],
        home_visit=True,
        preferred_time="上午，不赶集的日子",
        **said,
    )
    return place_order(new, county=players.county, by=players.citizen, at=at)


def _carry(players: Players, placed: dict[str, Order], at: datetime) -> None:
    agent, citizen = players.agent, players.citizen
    for state in ("completed", "unrated", "claimed", "in_progress", "suspended"):
        claim_order(placed[state].pk, agent=agent, at=at - 3 * MINUTE)
        if state != "claimed":
            start_order(placed[state].pk, agent=agent, at=at - 2 * MINUTE, note="约好明天上午去家里")
        if state in ("completed", "unrated"):
            complete_order(placed[state].pk, agent=agent, result="新证已办好，送到了家里。", at=at - MINUTE)
        if state == "completed":
            rate_order(placed[state].pk, grade="very_satisfied", by=citizen, at=at, words="跑得快，人也好。")
    note_progress(placed["in_progress"].pk, words="材料收齐了，明天去镇上交。", by=agent, at=at)
    suspend_order(placed["suspended"].pk, agent=agent, reason="缺一张一寸照片", at=at)
    cancel_order(placed["cancelled"].pk, by=citizen, at=at, reason="自己办好了")


def _announced(players: Players, at: datetime) -> Announcement:
    """A lively county's is there already."""
    made = make_announcement(players.county, at=at)
    assert made, "No officer of this county may announce anything."
    return made


def _none() -> CatalogueItem:
    raise AssertionError("The county offers nothing.")
