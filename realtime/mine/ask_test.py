"""A test message to oneself, by one channel, through the same outbox as all others."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotAChoice, Refusal
from agents.models import User
from realtime.channels import CHANNELS
from realtime.mine.ways import NOT_A_WAY
from realtime.models import Delivery, Message
from realtime.outbox.nudge import nudge

KIND = "channel_test"


class AskedJustNow(Refusal):
    kind = Kind.THROTTLED
    code = "asked_just_now"
    sentence = _("A test was sent less than a minute ago. Please wait a little.")


@transaction.atomic
def ask_test(user: User, channel: str, *, at: datetime) -> None:
    """At most one a minute by each channel. Raises NotAChoice or AskedJustNow."""
    if channel not in set(settings.MESSAGE_CHANNELS) & set(CHANNELS) - NOT_A_WAY:
        raise NotAChoice(field="channel")
    # The minute is in the key: two taps at once are one message.
    message, is_new = Message.objects.get_or_create(
        key=f"{KIND}:{user.pk}:{channel}:{at:%Y%m%d%H%M}",
        defaults={"county_id": user.county_id, "kind": KIND, "created_at": at},
    )
    if not is_new:
        raise AskedJustNow(retry_after=60 - at.second)
    Delivery.objects.create(county_id=user.county_id, message=message, user=user, channel=channel, due_at=at)
    transaction.on_commit(nudge, robust=True)
