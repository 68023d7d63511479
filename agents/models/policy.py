from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.county import County

MINUTE = 60
HOUR = 60 * MINUTE
YEAR = 365


class Policy(models.Model):
    """A county's numbers, versioned. An order keeps the version it was born with (DESIGN §2).

    A row is never edited: a change is a new version from a date on.
    """

    class BroadeningSms(models.TextChoices):
        ALL = "all", _("to everybody")
        NEAREST = "nearest", _("to the nearest agents")
        NONE = "none", _("to nobody")

    county = models.ForeignKey(County, models.PROTECT, related_name="policies")
    version = models.PositiveIntegerField()
    effective_at = models.DateTimeField()

    broaden_seconds = models.PositiveIntegerField(default=10 * MINUTE)
    # The ten minutes run inside service hours only, when a county sets them; null means round the clock.
    service_opens = models.TimeField(null=True)
    service_closes = models.TimeField(null=True)
    # SMS and sound are held back between these, county time; null means never.
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    # For each occasion who speaks in which order (``realtime.planning``); what is not named has its default.
    telling_plans = models.JSONField(default=dict, blank=True)
    # Who gets an SMS when an order is opened to all grids; everybody hears of it by socket and push.
    broadening_sms = models.CharField(max_length=8, choices=BroadeningSms.choices, default=BroadeningSms.ALL)
    broadening_sms_nearest = models.PositiveSmallIntegerField(default=30)
    # For each number, codes to sign in aside: a phone that rings without end is switched off.
    sms_per_minute_max = models.PositiveSmallIntegerField(default=1)
    sms_per_15_minutes_max = models.PositiveSmallIntegerField(default=5)
    sms_per_hour_max = models.PositiveSmallIntegerField(default=11)
    # SMS parts a month, after which managers are warned and nothing is stopped; null means no budget.
    sms_monthly_max = models.PositiveIntegerField(null=True)

    desk_seconds = models.PositiveIntegerField(default=2 * HOUR)
    desk_answer_seconds = models.PositiveIntegerField(default=1 * HOUR)
    unfinished_orders_max = models.PositiveSmallIntegerField(default=5)
    first_contact_seconds = models.PositiveIntegerField(default=4 * HOUR)
    suspended_working_days_max = models.PositiveSmallIntegerField(default=20)
    # Working days for a matter that neither promises nor prescribes a time.
    due_working_days = models.PositiveSmallIntegerField(default=5)

    rating_revise_days = models.PositiveSmallIntegerField(default=7)
    rating_close_days = models.PositiveSmallIntegerField(default=15)
    answer_working_days = models.PositiveSmallIntegerField(default=5)
    unmasked_days = models.PositiveSmallIntegerField(default=30)
    # Photos on one order, of agent and applicant together.
    photos_max = models.PositiveSmallIntegerField(default=12)

    # 回访: of a hundred completed services so many are drawn, and each is called at most so often (QJ-14, R9).
    follow_up_percent = models.PositiveSmallIntegerField(default=10, db_default=10)
    follow_up_calls_max = models.PositiveSmallIntegerField(default=3, db_default=3)

    # Thresholds of the rules that put points on hold (``points/risks``, SECURITY R2 … R10).
    pair_services_max = models.PositiveSmallIntegerField(default=5)
    rater_device_hours = models.PositiveSmallIntegerField(default=24)
    # An address from which more agents work is a network's way out and says nothing about anybody.
    rater_address_agents_max = models.PositiveSmallIntegerField(default=3, db_default=3)
    new_numbers_max = models.PositiveSmallIntegerField(default=5)
    new_numbers_hours = models.PositiveSmallIntegerField(default=24)
    ring_services_min = models.PositiveSmallIntegerField(default=10)
    ring_applicants_max = models.PositiveSmallIntegerField(default=3)
    ring_share_percent = models.PositiveSmallIntegerField(default=60)
    split_hours = models.PositiveSmallIntegerField(default=24)
    instant_seconds = models.PositiveIntegerField(default=5 * MINUTE)
    pressured_seconds = models.PositiveIntegerField(default=10 * MINUTE)
    machine_milliseconds = models.PositiveIntegerField(default=150)

    # How long what is personal is kept (``agents/retention``), by the policy in force and not by the order's own. The
    # ledger and what it follows from stay for good.
    keep_orders_days = models.PositiveSmallIntegerField(default=3 * YEAR, db_default=3 * YEAR)
    keep_photos_days = models.PositiveSmallIntegerField(default=3 * YEAR, db_default=3 * YEAR)
    keep_reveals_days = models.PositiveSmallIntegerField(default=3 * YEAR, db_default=3 * YEAR)
    keep_audit_days = models.PositiveSmallIntegerField(default=3 * YEAR, db_default=3 * YEAR)
    keep_messages_days = models.PositiveSmallIntegerField(default=180, db_default=180)
    keep_sign_ins_days = models.PositiveSmallIntegerField(default=30, db_default=30)
    keep_devices_days = models.PositiveSmallIntegerField(default=30, db_default=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="one_policy_per_version"),
            models.UniqueConstraint(fields=["county", "effective_at"], name="one_policy_per_moment"),
            models.CheckConstraint(
                condition=models.Q(service_opens=None, service_closes=None)
                | models.Q(service_opens__lt=models.F("service_closes")),
                name="service_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} v{self.version}"

    @property
    def broaden_after(self) -> timedelta:
        return timedelta(seconds=self.broaden_seconds)

    @property
    def desk_after(self) -> timedelta:
        return timedelta(seconds=self.desk_seconds)

    @property
    def desk_answer_within(self) -> timedelta:
        return timedelta(seconds=self.desk_answer_seconds)
