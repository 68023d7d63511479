import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedField
from agents.models import County, User
from realtime.models.message import Message


class Delivery(models.Model):
    """送达: the attempt to bring one message to one person by one channel.

    Taken under a lease, attempts counted when they start; whoever holds no valid lease writes nothing.
    See F3 … F5.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not needed any more")
        DEAD = "dead", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    # The person, when the system knows one; a code to sign in goes to a number that may belong to nobody yet.
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="deliveries")
    # Where to, when it is not the user's own phone; and words that must not be kept in the clear (codes).
    address = SealedField()
    secret = SealedField()
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # 0 speaks at once; a later turn only where no earlier one reached the person in its time.
    turn = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "user", "channel"],
                condition=Q(user__isnull=False),
                name="one_delivery_per_channel",
            ),
            models.UniqueConstraint(
                fields=["message", "channel"],
                condition=Q(user=None),
                name="one_delivery_per_number_and_channel",
            ),
        ]
        indexes = [
            # Each channel's loop reads its own due deliveries in order.
            models.Index(
                fields=["channel", "due_at"], condition=Q(state="waiting"), name="deliveries_due_by_channel"
            ),
            # Rows are written in the order they fall due, so the last day's are found quickly (metrics).
            BrinIndex(fields=["due_at"], name="deliveries_by_time"),
            # Few have a number of their own, and keep it for a time only.
            models.Index(
                fields=["county", "due_at"],
                condition=~Q(address="") | ~Q(secret=""),  # nosec B106 # those that are not empty
                name="deliveries_with_a_number",
            ),
            # Failed ones are few and an officer looks at them.
            models.Index(fields=["county", "due_at"], condition=Q(state="dead"), name="deliveries_failed"),
        ]
