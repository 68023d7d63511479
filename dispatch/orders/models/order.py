import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedField, SealedWordsField
from agents.models import Agent, Bureau, County, Grid, Officer, Policy, User, Village
from dispatch.catalogue.models import CatalogueItem, DifficultyClass
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.states import LIVE, UNFINISHED, State


class Order(models.Model):
    """工单: the unit of dispatch, one per request. Written by ``dispatch.orders.actions`` and nobody else."""

    class States(models.TextChoices):
        OPEN = State.OPEN, _("open")
        CLAIMED = State.CLAIMED, _("claimed")
        IN_PROGRESS = State.IN_PROGRESS, _("in progress")
        SUSPENDED = State.SUSPENDED, _("suspended")
        COMPLETED = State.COMPLETED, _("completed")
        CANCELLED = State.CANCELLED, _("cancelled")

    class Channel(models.TextChoices):
        WEB = "web", _("web page")
        WECHAT = "wechat", _("WeChat")
        API = "api", _("another platform")
        COUNTER = "counter", _("counter")
        PHONE = "phone", _("telephone")

    class GridBasis(models.TextChoices):
        VILLAGE = "village", _("chosen village")
        POINT = "point", _("point on the map")
        ADDRESS = "address", _("address")
        OFFICER = "officer", _("named by an officer")
        AGENT = "agent", _("named by an agent")
        UNKNOWN = "unknown", _("not known yet")

    class BroadenReason(models.TextChoices):
        UNCLAIMED = "unclaimed", _("nobody of the grid claimed it in time")
        NOBODY_REACHABLE = "nobody_reachable", _("nobody of the grid can be reached")
        GRID_UNKNOWN = "grid_unknown", _("the grid is not known yet")
        RELEASED = "released", _("it was given back")

    # The phone makes the id; the same id again is the same order (DESIGN §2.17).
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Who has no index of an own here and in rows that are written as often begins one below, or is never searched by.
    county = models.ForeignKey(County, models.PROTECT, related_name="orders", db_index=False)
    number = models.CharField(max_length=16)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="orders")
    # SHA-256 of what was placed, to tell a resend from another request under the same id.
    body_hash = models.CharField(max_length=64)
    # Raised by every change; pages ignore a card older than what they show.
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=States.choices, default=States.OPEN)

    # Who asks, for whom
    citizen = models.ForeignKey(User, models.PROTECT, related_name="orders", null=True, db_index=False)
    filed_by_officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    for_self = models.BooleanField(default=True)
    applicant_name = SealedField()
    applicant_phone = SealedField()
    applicant_phone_index = models.CharField(max_length=32)
    # Special-care marks (NW-08), codes of ``dispatch.orders.care.Mark``.
    care_marks = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    home_visit = models.BooleanField(default=False)
    preferred_time = SealedWordsField()

    # What
    # The citizen's own words; people write names and numbers into them, so they are sealed too.
    wish = SealedField()
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="orders", null=True)
    # Null while unclassified: earns class one until an officer confirms the item (DESIGN §2.12).
    difficulty_class = models.PositiveSmallIntegerField(choices=DifficultyClass.choices, null=True)
    proposed_item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="+", null=True)
    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="orders", null=True)

    # Where: the contact address
    village = models.ForeignKey(Village, models.PROTECT, related_name="orders", null=True)
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="orders", null=True)
    grid_basis = models.CharField(max_length=10, choices=GridBasis.choices)
    address = SealedField()
    # "lat,lng" in WGS-84 degrees, when the applicant gave a point.
    point = SealedField()

    # Deadlines: rules follow from these, workers announce (STYLE 3). All are instants.
    placed_at = models.DateTimeField()
    broaden_at = models.DateTimeField()
    broaden_reason = models.CharField(max_length=20, choices=BroadenReason.choices)
    broadened_at = models.DateTimeField(null=True)
    desk_at = models.DateTimeField()
    # 0 not at the desk, 1 the desk's officers, 2 their superior.
    desk_level = models.PositiveSmallIntegerField(default=0)
    desk_due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    contact_due_at = models.DateTimeField(null=True)
    contact_remind_at = models.DateTimeField(null=True)
    contact_extended_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    resume_due_at = models.DateTimeField(null=True)
    # Null with a started order: the calendar of that year is not announced yet (shown as 待公布).
    due_at = models.DateTimeField(null=True)
    due_working_days = models.PositiveSmallIntegerField()
    completed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    rating_closes_at = models.DateTimeField(null=True)

    # Who carries it now; never cleared by completion.
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="orders", null=True)
    # Agents who gave it back cannot claim it again (DESIGN §2.7).
    declined_agent_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    result = SealedWordsField()

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="one_order_per_number"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="order_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "cancelled"])
                | Q(agent__isnull=False, claimed_at__isnull=False),
                name="order_has_an_agent_once_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(agent=None, claimed_at=None), name="open_order_has_no_agent"
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(contact_due_at__isnull=False),
                name="claimed_order_has_a_contact_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state="suspended") | Q(resume_due_at__isnull=False, suspended_at__isnull=False),
                name="suspended_order_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed")
                | (Q(completed_at__isnull=False, rating_closes_at__isnull=False) & ~Q(result="")),
                name="completed_order_has_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="cancelled_order_says_when",
            ),
            models.CheckConstraint(
                condition=Q(citizen__isnull=False) | Q(filed_by_officer__isnull=False),
                name="order_was_filed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(broaden_at__gte=F("placed_at")), name="order_broadens_after_placing"
            ),
            models.CheckConstraint(
                condition=Q(desk_at__gte=F("placed_at")), name="order_reaches_desk_after_placing"
            ),
            models.CheckConstraint(
                condition=Q(desk_level=0) | Q(desk_due_at__isnull=False), name="order_at_desk_has_a_deadline"
            ),
        ]
        indexes = [
            models.Index(
                fields=["broaden_at"],
                condition=Q(state="open", broadened_at=None),
                name="orders_due_for_broadening",
            ),
            models.Index(
                fields=["desk_at"], condition=Q(state="open", desk_level=0), name="orders_due_for_the_desk"
            ),
            models.Index(
                fields=["desk_due_at"], condition=Q(state="open", desk_level=1), name="orders_due_at_desk"
            ),
            models.Index(
                fields=["contact_due_at"], condition=Q(state="claimed"), name="orders_due_for_contact"
            ),
            models.Index(
                fields=["contact_remind_at"], condition=Q(state="claimed"), name="orders_due_for_reminder"
            ),
            models.Index(
                fields=["county", "broaden_at"], condition=Q(state="open"), name="orders_open_in_county"
            ),
            models.Index(fields=["grid"], condition=Q(state="open"), name="orders_open_in_grid"),
            models.Index(
                fields=["agent"], condition=Q(state__in=sorted(UNFINISHED)), name="orders_unfinished_of_agent"
            ),
            models.Index(fields=["citizen", "-placed_at"], name="orders_of_citizen"),
            models.Index(fields=["county", "-placed_at"], name="orders_of_county_by_time"),
            # What a quarter's report, its risks and its follow-ups count.
            models.Index(
                fields=["county", "completed_at"],
                condition=Q(completed_at__isnull=False),
                name="orders_completed_in_county",
            ),
            # Whose applicant is still known after the end: what the retention walks through.
            models.Index(
                fields=["county", "placed_at"],
                condition=Q(state__in=["completed", "cancelled"]) & ~Q(applicant_phone_index=""),
                name="orders_to_be_erased",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def is_broadened(self, at: datetime) -> bool:
        """Reach follows from the stored deadline, whether or not anything announced it (DESIGN §2.1)."""
        return self.broaden_at <= at

    @property
    def earning_class(self) -> int:
        """The class that points follow: an unclassified order earns class one (DESIGN §2.12)."""
        return self.difficulty_class or DifficultyClass.ONE
