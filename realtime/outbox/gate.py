"""Last questions before a delivery leaves: is it its turn, may it ring now, may this number be rung again?"""

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet

from agents.models import Policy
from realtime.models import Delivery
from realtime.outbox.outcomes import Dropped, Outcome, Postponed
from realtime.outbox.throttle import limits_of, may_start
from realtime.planning.county import may_speak_at
from realtime.planning.occasions import Occasion, occasion_of

SMS = "sms"


def held_back(delivery: Delivery, *, policy: Policy, at: datetime) -> Outcome | None:
    """Why the delivery does not leave now, or None."""
    if delivery.turn and was_reached(delivery):
        return Dropped("reached by another channel")
    speaks_at = may_speak_at(delivery.channel, occasion_of(delivery.message.kind), policy, at)
    return Postponed(speaks_at, "quiet hours") if speaks_at > at else None


def throttled(delivery: Delivery, *, phone: str, text: str, policy: Policy, at: datetime) -> Postponed | None:
    """Asked last, for it counts what leaves. Codes to sign in and answers have limits of their own (S11, X02)."""
    if delivery.channel != SMS or not phone:
        return None
    was_asked_for = occasion_of(delivery.message.kind) in {Occasion.CODE, Occasion.REPLY}
    limits = [] if was_asked_for else limits_of(policy)
    wait_seconds = may_start(delivery, phone=phone, text=text, policy=policy, limits=limits, at=at)
    if not wait_seconds:
        return None
    return Postponed(at + timedelta(seconds=wait_seconds), "this number was sent enough for now")


def was_reached(delivery: Delivery) -> bool:
    """Somebody's earlier turn has worked."""
    return _of_the_same_person(delivery).filter(turn__lt=delivery.turn, state=Delivery.State.SENT).exists()


def let_next_speak(delivery: Delivery, *, at: datetime) -> int:
    """This channel will not reach the person in its time: the next turn need not wait for it (F6).

    Unless another channel of this turn or of an earlier one may still, or has. Returns how many are due now.
    """
    others = _of_the_same_person(delivery)
    hopeful = [Delivery.State.WAITING, Delivery.State.SENT]
    if delivery.user_id is None or others.filter(turn__lte=delivery.turn, state__in=hopeful).exists():
        return 0
    later = others.filter(turn__gt=delivery.turn, state=Delivery.State.WAITING)
    turn = later.aggregate(next=Min("turn"))["next"]
    return later.filter(turn=turn, due_at__gt=at).update(due_at=at) if turn is not None else 0


def _of_the_same_person(delivery: Delivery) -> QuerySet[Delivery]:
    same = Delivery.objects.filter(message_id=delivery.message_id, user=delivery.user)
    return same.exclude(pk=delivery.pk)
