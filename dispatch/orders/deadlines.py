"""Which deadline an order is born or reborn with. Pure functions of a policy and an instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents.models import Policy
from agents.service_hours import add_service_time

# The reminder comes at half time (DESIGN §2.6).
REMIND_AT = 0.5


def broaden_at(policy: Policy, placed_at: datetime, zone: ZoneInfo) -> datetime:
    """The ten-minute rule: ten minutes after placing, counted inside service hours (DESIGN §2.1, §2.3)."""
    return _in_service(policy, placed_at, policy.broaden_after, zone)


@dataclass(frozen=True)
class ContactDeadline:
    remind_at: datetime
    due_at: datetime


def contact_deadline(policy: Policy, start: datetime, zone: ZoneInfo) -> ContactDeadline:
    """First contact within 4 service hours of the claim, a reminder at half time (DESIGN §2.6)."""
    whole = timedelta(seconds=policy.first_contact_seconds)
    return ContactDeadline(
        remind_at=_in_service(policy, start, whole * REMIND_AT, zone),
        due_at=_in_service(policy, start, whole, zone),
    )


def _in_service(policy: Policy, start: datetime, duration: timedelta, zone: ZoneInfo) -> datetime:
    return add_service_time(
        start, duration, opens=policy.service_opens, closes=policy.service_closes, zone=zone
    )
