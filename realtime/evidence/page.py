"""What the evidence page shows, in sentences' order: the rule, who was told, who tried, and whether it all holds."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from dispatch.orders import errors
from dispatch.orders.models import Order, OrderEvent, RefusedClaim
from realtime.evidence.gathering import events_of, messages_of, receiver_of, refusals_of, seal_of
from realtime.evidence.holding import holds
from realtime.models import Delivery, Message
from realtime.planning.occasions import Occasion, occasion_of

CHANNEL_NAMES = {
    "inbox": _("demo inbox"),
    "console": _("log"),
    "sms": _("SMS"),
    "fcm": _("app"),
    "webpush": _("browser"),
    "wechat": _("WeChat"),
    "dingtalk": _("DingTalk"),
    "email": _("e-mail"),
}
TITLES = {
    Occasion.OFFER: _("Offered to the order's own grid"),
    Occasion.BROADENING: _("Offered to all grids"),
    Occasion.TASK: _("To the agent"),
    Occasion.CITIZEN: _("To whoever asked"),
    Occasion.OFFICE: _("To officers"),
    Occasion.REPLY: _("In answer to an SMS"),
}
WHY_NOT = {
    "off_duty": _("off duty"),
    "unreachable": _("not to be reached"),
    "not_theirs": _("asked for it, or gave it back"),
}


@dataclass(frozen=True)
class NotTold:
    why: Any
    names: list[str]
    count: int


@dataclass(frozen=True)
class Line:
    """One delivery."""

    to: Any
    channel: Any
    delivery: Delivery


@dataclass(frozen=True)
class Told:
    """One message: to whom it went by what, and what became of it."""

    title: Any
    at: datetime
    eligible: int | None
    not_told: list[NotTold]
    counts: list[tuple[Any, int]]
    lines: list[Line]


@dataclass(frozen=True)
class Loser:
    agent: Agent
    at: datetime
    behind_seconds: float | None
    why: Any


def page_of(order: Order) -> dict[str, Any]:
    return {
        "told": [_told(message) for message in messages_of(order)],
        "losers": [_loser(each) for each in refusals_of(order)],
        "events": [_with_short_digest(event) for event in events_of(order)],
        "seal": seal_of(order),
        "holds": holds(order),
    }


def _told(message: Message) -> Told:
    deliveries = list(message.deliveries.all())
    counted = Counter(each.get_state_display() for each in deliveries)
    return Told(
        title=TITLES.get(occasion_of(message.kind), ""),
        at=message.created_at,
        eligible=message.facts.get("eligible"),
        not_told=_not_told(message.facts.get("not_told", {})),
        counts=sorted(counted.items()),
        lines=[
            Line(receiver_of(each) or _("applicant"), CHANNEL_NAMES.get(each.channel, each.channel), each)
            for each in deliveries
        ],
    )


def _not_told(reasons: dict[str, list[int]]) -> list[NotTold]:
    ids = [agent_id for agent_ids in reasons.values() for agent_id in agent_ids]
    names = dict(Agent.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [
        NotTold(
            WHY_NOT.get(why, why),
            [names[agent_id] for agent_id in agent_ids if agent_id in names],
            len(agent_ids),
        )
        for why, agent_ids in reasons.items()
        if agent_ids
    ]


def _loser(each: RefusedClaim) -> Loser:
    return Loser(each.agent, each.at, each.behind_seconds, REFUSALS.get(each.code, each.code))


def _with_short_digest(event: OrderEvent) -> tuple[OrderEvent, str]:
    return event, bytes(event.digest or b"").hex()[:12]


REFUSALS = {
    errors.OrderAlreadyClaimed.code: _("somebody was quicker"),
    errors.OrderNotBroadenedYet.code: _("still reserved for its own grid"),
    errors.GivenBackBefore.code: _("gave it back before"),
    errors.OwnRequest.code: _("own request"),
    errors.TooManyUnfinishedOrders.code: _("carries too many already"),
    errors.AgentNotOnDuty.code: _("off duty"),
    errors.AgentNotServing.code: _("not on the roster"),
    errors.WrongState.code: _("not open any more"),
}
