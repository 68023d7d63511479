"""Which orders: querysets as adjectives. All conditions are on the row's own columns."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from agents.rights import Right
from dispatch.orders.states import LIVE, UNFINISHED, State

if TYPE_CHECKING:
    from agents.models import Agent, County, Officer, User
    from dispatch.orders.models import Order  # noqa: F401


def claimable_by(agent: Agent, *, at: datetime) -> Q:
    """As ``claimable``, for one agent."""
    return claimable(
        agent_ids=[agent.pk],
        user_id=agent.user_id,
        phone_index=agent.user.phone_index or "",
        county_id=agent.county_id,
        grid_id=agent.grid_id,
        at=at,
    )


def claimable(*, agent_ids: Any, user_id: Any, phone_index: Any, county_id: Any, grid_id: Any, at: Any) -> Q:
    """The ten-minute rule: open, and either of the agent's own grid or past ``broaden_at``.

    Never one's own request (R1), never one given back before (DESIGN §2.7). Values, or ``Given`` for a statement
    that is written once; ``agent_ids`` is a list of the one agent.
    """
    own_request = Q(citizen_id=user_id) | Q(applicant_phone_index=phone_index)
    return (
        Q(state=State.OPEN, county_id=county_id)
        & (Q(grid_id=grid_id) | Q(broaden_at__lte=at))
        & ~Q(declined_agent_ids__contains=agent_ids)
        & ~own_request
    )


class OrderQuerySet(models.QuerySet["Order"]):
    def of(self, county: County | str) -> OrderQuerySet:
        return self.filter(county=county)

    def visible_to(self, officer: Officer) -> OrderQuerySet:
        """What the officer answers for: the bureau's matters, the township's villages, or the whole county.

        And what the officer filed for somebody at the counter. Administrators see no orders (S5).
        """
        mine = self.of(officer.county_id)
        if not officer.may(Right.SEE_ORDERS):
            return mine.none()
        if officer.role == officer.Role.BUREAU_OFFICER:
            return mine.filter(Q(bureau_id=officer.bureau_id) | Q(filed_by_officer=officer))
        if officer.role == officer.Role.TOWNSHIP_OFFICER:
            return mine.filter(Q(village__township_id=officer.township_id) | Q(filed_by_officer=officer))
        return mine

    def live(self) -> OrderQuerySet:
        return self.filter(state__in=LIVE)

    def unfinished(self) -> OrderQuerySet:
        """Claimed and not yet ended: what counts against an agent's cap."""
        return self.filter(state__in=UNFINISHED)

    def with_card_facts(self) -> OrderQuerySet:
        """What a public card shows, in the same statement. A grid's outline is large and on no card."""
        return self.select_related("item", "grid", "village__township").defer("grid__boundary")

    def on_board_of(self, agent: Agent, *, at: datetime) -> OrderQuerySet:
        """What the agent may claim now: who waited longest comes first. Doors sort further."""
        return self.claimable_by(agent, at=at).with_card_facts().order_by("placed_at")

    def claimable_by(self, agent: Agent, *, at: datetime) -> OrderQuerySet:
        return self.filter(claimable_by(agent, at=at))

    def asked_by(self, user: User) -> OrderQuerySet:
        """What this person filed, or what was filed at a counter under this person's number."""
        mine: Any = Q(citizen=user)
        if user.phone_index:
            mine |= Q(applicant_phone_index=user.phone_index, county_id=user.county_id)
        return self.filter(mine)

    def due_for_broadening(self, at: datetime) -> OrderQuerySet:
        return self.filter(state=State.OPEN, broadened_at=None, broaden_at__lte=at)

    def due_for_desk(self, at: datetime) -> OrderQuerySet:
        return self.filter(state=State.OPEN, desk_level=0, desk_at__lte=at)

    def due_at_desk(self, at: datetime) -> OrderQuerySet:
        """At the desk's first level, and the desk has not answered in its time."""
        return self.filter(state=State.OPEN, desk_level=1, desk_due_at__lte=at)

    def at_desk(self) -> OrderQuerySet:
        return self.filter(state=State.OPEN, desk_level__gte=1)

    def due_for_contact_reminder(self, at: datetime) -> OrderQuerySet:
        return self.filter(state=State.CLAIMED, contact_remind_at__lte=at)

    def due_for_release(self, at: datetime) -> OrderQuerySet:
        """No first contact within the hours allowed (DESIGN §2.6)."""
        return self.filter(state=State.CLAIMED, contact_due_at__lte=at)

    def awaiting_calendar(self) -> OrderQuerySet:
        return self.filter(state__in=[State.CLAIMED, State.IN_PROGRESS], due_at=None)
