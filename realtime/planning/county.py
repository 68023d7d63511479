"""The county's own plan for a message: its policy in force, read once."""

import logging
from collections.abc import Sequence
from datetime import datetime

from agents.models import County, Policy
from agents.policies import NoPolicy, policy_in_force
from realtime.planning.occasions import Occasion, occasion_of
from realtime.planning.planning import Planned, planned
from realtime.planning.quiet_hours import after_quiet, holds_back
from realtime.planning.turns import DEFAULT_PLANS, Plan, PlanFault, parse_plans
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)


def telling_policy(county_id: str, *, at: datetime, county: County | None = None) -> Policy:
    """The policy in force, or the defaults: nobody is left untold because a county has set no numbers.

    Who has read the ``county`` already gives it, and nothing is asked.
    """
    try:
        return policy_in_force(county or _county(county_id), at=at)
    except NoPolicy:
        return Policy(county_id=county_id)


def _county(county_id: str) -> County:
    return County.objects.defer("boundary").get(pk=county_id)


def plan_for(kind: str, policy: Policy, *, at: datetime, configured: Sequence[str]) -> list[Planned]:
    occasion = occasion_of(kind)
    return planned(
        _plans(policy)[occasion],
        occasion,
        at=at,
        configured=configured,
        not_before=lambda channel, due_at: may_speak_at(channel, occasion, policy, due_at),
    )


def _plans(policy: Policy) -> dict[Occasion, Plan]:
    try:
        return parse_plans(policy.telling_plans)
    except PlanFault as fault:
        # An order is told by the defaults rather than not at all; ``manage.py verify`` names the policy.
        once_per_minute(logger, str(policy), f"Policy {policy} has no plan that can be read: {fault}")
        return DEFAULT_PLANS


def may_speak_at(channel: str, occasion: Occasion, policy: Policy, at: datetime) -> datetime:
    """``at``, or when the quiet hours are over that hold this channel back."""
    if policy.quiet_from is None or not holds_back(channel, occasion):
        return at
    return after_quiet(
        at, quiet_from=policy.quiet_from, quiet_until=policy.quiet_until, zone=policy.county.zone
    )
