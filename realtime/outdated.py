"""What messages keep for a time only: numbers that were written to, what came in, the demo's inbox."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.retention.kinds import delete_some, outdated
from realtime.models import Delivery, InboxEntry, Message, Reply, SmsStart

CODE = "sign_in_code"


@outdated(
    "messages",
    days="keep_messages_days",
    called=_("numbers that messages went to, and answers by text message"),
)
def erase_messages(county_id: str, *, before: datetime, at: datetime, limit: int) -> int:
    """That a message was sent, when and whether it arrived stays, and is what the evidence covers (X05)."""
    done = _forget_addresses(county_id, before, limit)
    done += _forget_replies(county_id, before, limit - done) if done < limit else 0
    rows = (
        InboxEntry.objects.filter(county=county_id, at__lt=before),
        SmsStart.objects.filter(county=county_id, at__lt=before),
    )
    for each in rows:
        if done < limit:
            done += delete_some(each, limit=limit - done)
    return done


def _forget_addresses(county_id: str, before: datetime, limit: int) -> int:
    """A code's message bears the number's look-up value in its key and refers to nothing: it goes whole."""
    known = ~Q(address="") | ~Q(secret="")  # nosec B106 # those that are not empty
    old = Delivery.objects.filter(known, county=county_id, due_at__lt=before)
    free = old.exclude(state=Delivery.State.WAITING).select_for_update(skip_locked=True, of=("self",))
    found = dict(free.order_by("due_at").values_list("pk", "message")[:limit])
    if not found:
        return 0
    codes = list(Message.objects.filter(pk__in=set(found.values()), kind=CODE).values_list("pk", flat=True))
    Delivery.objects.filter(message__in=codes).delete()
    Message.objects.filter(pk__in=codes).delete()
    Delivery.objects.filter(pk__in=found).update(address="", secret="")  # nosec B106 # taken away
    return len(found)


def _forget_replies(county_id: str, before: datetime, limit: int) -> int:
    known = ~Q(text="") | ~Q(phone_index="")
    old = Reply.objects.filter(known, county=county_id, at__lt=before).select_for_update(skip_locked=True)
    found = list(old.order_by("at").values_list("pk", flat=True)[:limit])
    Reply.objects.filter(pk__in=found).update(text="", phone_index="")
    return len(found)
