"""A plan is a list of turns: channels that speak together, and how long they are given. Pure Python."""

from dataclasses import dataclass
from typing import Any

from realtime.planning.occasions import Occasion

TURNS_MAX = 6
WAIT_SECONDS_MAX = 24 * 60 * 60


@dataclass(frozen=True)
class Turn:
    """``wait_seconds``: without a receipt within so long, the next turn speaks."""

    channels: tuple[str, ...]
    wait_seconds: int = 60


Plan = list[Turn]

#: What a county has that says nothing else. The socket is in no plan: it rings always and at once.
DEFAULT_PLANS: dict[Occasion, Plan] = {
    # Ten minutes are short: SMS first, and what the phone has besides before a third of them is over.
    Occasion.OFFER: [Turn(("sms",), 30), Turn(("fcm", "webpush"), 60), Turn(("wechat", "dingtalk"))],
    Occasion.BROADENING: [Turn(("fcm", "webpush", "sms"), 60), Turn(("wechat", "dingtalk"))],
    Occasion.TASK: [Turn(("sms",), 120), Turn(("fcm", "webpush", "wechat", "dingtalk"))],
    Occasion.CITIZEN: [Turn(("sms",), 300), Turn(("wechat", "webpush"))],
    # An order nobody claimed is urgent at once, wherever the officer looks.
    Occasion.OFFICE: [Turn(("sms", "dingtalk", "email"))],
    Occasion.REPLY: [Turn(("sms",))],
    Occasion.CODE: [Turn(("sms",))],
}


class PlanFault(ValueError):
    """Why what was written is no plan, in words for whoever wrote it."""


def parse_plans(raw: Any) -> dict[Occasion, Plan]:
    """``{"offer": [{"channels": ["sms"], "wait_seconds": 30}, …]}`` over the defaults. Raises PlanFault."""
    if not isinstance(raw, dict):
        raise PlanFault("The plans are no object.")
    unknown = set(raw) - set(Occasion)
    if unknown:
        raise PlanFault(f"There is no occasion {min(unknown)!r}; there are: {', '.join(Occasion)}.")
    return DEFAULT_PLANS | {Occasion(name): _plan(name, turns) for name, turns in raw.items()}


def _plan(name: str, raw: Any) -> Plan:
    if not isinstance(raw, list) or not 1 <= len(raw) <= TURNS_MAX:
        raise PlanFault(f"{name}: one to {TURNS_MAX} turns make a plan.")
    plan = [_turn(name, turn) for turn in raw]
    named = [channel for turn in plan for channel in turn.channels]
    if len(named) != len(set(named)):
        raise PlanFault(f"{name}: a channel has one turn.")
    return plan


def _turn(name: str, raw: Any) -> Turn:
    if not isinstance(raw, dict) or set(raw) - {"channels", "wait_seconds"}:
        raise PlanFault(f"{name}: a turn has channels and wait_seconds.")
    channels, wait = raw.get("channels"), raw.get("wait_seconds", 60)
    if not isinstance(channels, list) or not channels or not all(isinstance(each, str) for each in channels):
        raise PlanFault(f"{name}: a turn names its channels.")
    if type(wait) is not int or not 0 <= wait <= WAIT_SECONDS_MAX:
        raise PlanFault(f"{name}: wait_seconds is a whole number up to {WAIT_SECONDS_MAX}.")
    return Turn(tuple(channels), wait)
