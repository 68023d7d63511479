from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedField
from agents.models import Agent, County, Officer, User
from agents.said import said
from dispatch.orders.models.order import Order


class OrderEvent(models.Model):
    """办理进度: an append-only line of the order's timeline. The database refuses UPDATE, DELETE and TRUNCATE."""

    class Kind(models.TextChoices):
        PLACED = "placed", _("placed")
        LOCATED = "located", _("grid named by an officer")
        REGRIDDED = "regridded", _("found to be of another grid")
        BROADENED = "broadened", _("opened to all grids")
        SENT_TO_DESK = "sent_to_desk", _("sent to the duty desk")
        SENT_TO_SUPERIOR = "sent_to_superior", _("sent to the desk's superior")
        CLAIMED = "claimed", _("claimed")
        ASSIGNED = "assigned", _("assigned")
        CONTACT_REMINDED = "contact_reminded", _("reminded of the first contact")
        CONTACT_EXTENDED = "contact_extended", _("more time for the first contact")
        RELEASED = "released", _("given back")
        STARTED = "started", _("first contact made")
        NOTED = "noted", _("progress noted")
        PHOTO_ADDED = "photo_added", _("photo added")
        PHOTO_REMOVED = "photo_removed", _("photo removed")
        SUSPENDED = "suspended", _("suspended")
        RESUMED = "resumed", _("resumed")
        ITEM_PROPOSED = "item_proposed", _("item proposed")
        CLASSIFIED = "classified", _("item confirmed")
        DUE_SET = "due_set", _("due date set")
        COMPLETED = "completed", _("completed")
        CANCELLED = "cancelled", _("cancelled")
        RATED = "rated", _("rated")

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    # The version of the order that this event made.
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    # Who did it: at most one of these; none means the clock did.
    citizen = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    # From where it was asked for; null for the clock. Read by the audit, shown to nobody else.
    address = models.GenericIPAddressField(null=True)
    # The id that a phone made for a note, so that a note sent twice is one note (DESIGN §2.17).
    client_id = models.UUIDField(null=True, editable=False)
    # What was said: a reason, a note, a result. Sealed, and proven by the chain (``agents.said``); in the clear only in
    # rows from before it was sealed.
    plain_words = models.TextField(db_column="words", blank=True)
    sealed_words = SealedField(bound_by="order_id", null=True)
    words_proof = models.CharField(max_length=64, null=True, editable=False)
    words = said()
    # Facts of the event for machines; no personal data.
    facts = models.JSONField(default=dict)
    # Made by the database: one chain for each order (X05).
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["order", "id"], name="events_of_order"),
            models.Index(fields=["county", "at"], name="events_of_county_by_time"),
            # From where agents worked (R3).
            models.Index(
                fields=["county", "address", "at"],
                name="agents_events_from_address",
                condition=models.Q(agent__isnull=False, address__isnull=False),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["client_id"], name="one_event_per_client_id")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"
