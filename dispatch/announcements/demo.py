"""One announcement for a demo. It says of itself that it is none, and names nobody."""

from datetime import datetime
from uuid import UUID

from agents.models import County, Officer
from agents.rights import RIGHTS, Right
from dispatch.announcements.actions import Draft, announce
from dispatch.announcements.models import Announcement

ID = UUID("6f0c9b0e-3a75-4f2d-9a43-0d1f5b7f2a10")
TITLE = "演示公告：赶集日代办员在村部值守"
BODY = """这是一条演示公告，不是真实通知。

逢赶集日上午，代办员在村部值守，想问什么、想办什么可以当面说。
要带哪些材料，看各事项的明白卡；走不动的老人，可以请代办员上门。"""
TITLE_EN = "Demo: on market days an agent sits at the village house"
BODY_EN = """This is a demo announcement and no real notice.

On the mornings of market days an agent sits at the village house: ask there, or have it written down there.
Which papers to bring is on each item's clear card. Who cannot walk that far asks the agent to come."""


def make_announcement(county: County, *, at: datetime) -> Announcement | None:
    """Once, however often it is asked; None where no officer may announce."""
    may = [role for role, rights in RIGHTS.items() if Right.ANNOUNCE in rights]
    officer = Officer.objects.serving().filter(county=county, role__in=may).order_by("pk").first()
    if officer is None:
        return None
    draft = Draft(
        id=ID,
        title=TITLE,
        body=BODY,
        title_en=TITLE_EN,
        body_en=BODY_EN,
        from_day=at.astimezone(county.zone).date(),
    )
    return announce(draft, by=officer, at=at)
