"""Last questions before a delivery leaves: is it its turn, may it ring now, may this number be rung again?"""

from datetime import datetime, timedelta

from agents.models import Policy
from realtime.models import Delivery
from realtime.outbox.outcomes import Dropped, Failed, Outcome, Postponed, is_dead
from realtime.outbox.reached import let_next_speak, was_reached
from realtime.outbox.throttle import limits_of, may_start
from realtime.planning.county import may_speak_at
from realtime.planning.occasions import Occasion, occasion_of
from realtime.planning.providers import is_sms


def held_back(delivery: Delivery, *, policy: Policy, at: datetime) -> Outcome | None:
    """Why the delivery does not leave now, or None."""
    if delivery.turn and was_reached(delivery):
        return Dropped("reached by another channel")
    speaks_at = may_speak_at(delivery.channel, occasion_of(delivery.message.kind), policy, at)
    return Postponed(speaks_at, "quiet hours") if speaks_at > at else None


def throttled(delivery: Delivery, *, phone: str, text: str, policy: Policy, at: datetime) -> Postponed | None:
    """Asked last, for it counts what leaves. Codes to sign in and answers have limits of their own (S11, X02)."""
    if not is_sms(delivery.channel) or not phone:
        return None
    was_asked_for = occasion_of(delivery.message.kind) in {Occasion.CODE, Occasion.REPLY}
    limits = [] if was_asked_for else limits_of(policy)
    wait_seconds = may_start(delivery, phone=phone, text=text, policy=policy, limits=limits, at=at)
    if not wait_seconds:
        return None
    return Postponed(at + timedelta(seconds=wait_seconds), "this number was sent enough for now")


def look_further(delivery: Delivery, outcome: Outcome, *, at: datetime) -> None:
    """A channel that has failed, or must wait for its number's throttle, does not keep the next one waiting."""
    if isinstance(outcome, Postponed) or (isinstance(outcome, Failed) and is_dead(delivery, outcome)):
        let_next_speak(delivery, at=at)
