"""What messages knew of a citizen who is forgotten: numbers, codes, the demo inbox."""

from uuid import UUID

from agents.models import User
from realtime.models import Delivery, InboxEntry, Message, Reply, SmsStart


def forget_numbers(order_ids: list[UUID]) -> None:
    """That a message about these orders was sent stays; to which number does not."""
    Delivery.objects.filter(message__order__in=order_ids, user=None).update(address="", secret="")  # nosec B106 # taken away


def stop_messages(user: User) -> None:
    """What still waits to be sent to this person never is; not even the news of what the withdrawal ended."""
    waiting = Delivery.objects.filter(user=user, state=Delivery.State.WAITING)
    waiting.update(
        state=Delivery.State.DROPPED, last_error="the person withdrew consent", lease=None, leased_until=None
    )


def forget_messages(user: User, *, phone_index: str) -> None:
    """That a message was sent stays; to which number and with which words does not."""
    Delivery.objects.filter(user=user).update(address="", secret="")  # nosec B106 # taken away
    if not phone_index:
        return
    # Codes are known by the number they were sent to, and nothing refers to them.
    codes = Message.objects.filter(kind="sign_in_code", key__startswith=f"sign_in_code:{phone_index}:")
    Delivery.objects.filter(message__in=codes).delete()
    codes.delete()
    Reply.objects.filter(county_id=user.county_id, phone_index=phone_index).update(phone_index="", text="")
    SmsStart.objects.filter(county_id=user.county_id, phone_index=phone_index).delete()
    InboxEntry.objects.filter(county_id=user.county_id, phone_index=phone_index).delete()
