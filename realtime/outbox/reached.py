"""Has a message reached its person, and may it still? What providers report decides, where they report."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from realtime.models import Delivery, Receipt
from realtime.planning.planning import WITNESSES

OF_DELIVERY = Receipt.objects.filter(delivery=OuterRef("pk"))
FAILED = Exists(OF_DELIVERY.filter(state=Receipt.State.FAILED))
DELIVERED = Exists(OF_DELIVERY.filter(state=Receipt.State.DELIVERED))
SENT, WAITING = Q(state=Delivery.State.SENT), Q(state=Delivery.State.WAITING)


def was_reached(delivery: Delivery) -> bool:
    """An earlier turn has worked. An SMS has when its receipt came, in a county whose provider reports."""
    earlier = _of_the_same_person(delivery).filter(SENT, ~FAILED, turn__lt=delivery.turn)
    if settings.CALLBACK_SECRET:
        earlier = earlier.filter(~Q(channel__startswith="sms_") | DELIVERED)
    return earlier.exists()


def let_next_speak(delivery: Delivery, *, at: datetime) -> int:
    """This channel will not reach the person in its time: the next turn need not wait for it (F6).

    Unless another channel of this turn or of an earlier one may still, or has. Returns how many are due now.
    """
    if delivery.user_id is None:
        return 0
    others = _of_the_same_person(delivery)
    if others.filter(WAITING | (SENT & ~FAILED), turn__lte=delivery.turn).exists():
        return 0
    later = others.filter(WAITING, turn__gt=delivery.turn)
    turn = later.aggregate(next=Min("turn"))["next"]
    return later.filter(turn=turn, due_at__gt=at).update(due_at=at) if turn is not None else 0


def let_next_speak_for(references: list[str], *, channel: str, at: datetime) -> None:
    """The provider reports that these did not arrive."""
    failed = Receipt.objects.filter(channel=channel, reference__in=references, state=Receipt.State.FAILED)
    for receipt in failed.exclude(delivery=None).select_related("delivery__user"):
        if receipt.delivery:
            let_next_speak(receipt.delivery, at=at)


def _of_the_same_person(delivery: Delivery) -> QuerySet[Delivery]:
    same = Delivery.objects.filter(message_id=delivery.message_id, user=delivery.user)
    return same.exclude(pk=delivery.pk).exclude(channel__in=WITNESSES)
