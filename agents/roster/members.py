"""One agent joins, moves or leaves."""

from datetime import datetime
from typing import Any

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import NotAChoice, NotFound, NotPermitted
from agents.models import Agent, Grid, Officer, User
from agents.phone import parse_phone
from agents.rights import Right
from agents.roster.errors import AlreadyAnAgent, AnOfficersPhone, NotYourTownship
from agents.sign_in.limits import one_at_a_time
from agents.signals import agent_ended, signed_out
from agents.text import optional, require

NAME_LENGTH_MAX = 50
OFFICE_PHONE_LENGTH_MAX = 30
REASON_LENGTH_MAX = 200


@transaction.atomic
def add_agent(
    *, name: str, phone: str, grid: Grid, post: str, office_phone: str = "", by: Officer, at: datetime
) -> Agent:
    """On the roster from now on, and on duty. Who was an agent before is one again.

    Raises NotPermitted, NotYourTownship, the refusals of ``parse_phone``, FieldMissing, TextTooLong, NotAChoice,
    AlreadyAnAgent or AnOfficersPhone.
    """
    require_roster_right(by, grid)
    facts = checked_facts(name=name, post=post, office_phone=office_phone)
    e164 = parse_phone(phone)
    one_at_a_time(f"roster:{by.county_id}")
    user = User.objects.by_phone(e164, county_id=by.county_id)
    _require_free(user)
    agent = _join(user or _new_user(by, facts["name"], e164, at), grid, facts, at)
    record_audit(Deed.AGENT_ADDED, by=by, at=at, about=agent, after=facts_of(agent))
    return agent


@transaction.atomic
def change_agent(
    agent_id: int, *, name: str, grid: Grid, post: str, office_phone: str = "", by: Officer, at: datetime
) -> Agent:
    """Another grid, post, name or office phone. Orders in hand stay in hand. Raises as ``add_agent``, or NotFound."""
    agent = _theirs(agent_id, by)
    require_roster_right(by, grid)
    facts = checked_facts(name=name, post=post, office_phone=office_phone)
    before = facts_of(agent)
    agent.grid = grid
    for field, value in facts.items():
        setattr(agent, field, value)
    agent.save(update_fields=["grid", *facts])
    if facts_of(agent) != before:
        record_audit(Deed.AGENT_CHANGED, by=by, at=at, about=agent, before=before, after=facts_of(agent))
    return agent


@transaction.atomic
def end_agent(agent_id: int, *, reason: str, by: Officer, at: datetime) -> Agent:
    """Off the roster. What the agent carries is open again for all grids in the same transaction (F31).

    Raises NotPermitted, NotFound or FieldMissing (no reason).
    """
    why = require(reason, max_length=REASON_LENGTH_MAX, field="reason")
    agent = _theirs(agent_id, by)
    agent.ended_at, agent.is_on_duty = at, False
    agent.save(update_fields=["ended_at", "is_on_duty"])
    agent_ended.send(Agent, agent=agent, by=by, at=at, reason=why)
    signed_out.send(User, user=agent.user, at=at)
    record_audit(Deed.AGENT_ENDED, by=by, at=at, about=agent, reason=why, before=facts_of(agent))
    return agent


def require_roster_right(by: Officer, grid: Grid) -> None:
    """Raises NotPermitted or NotYourTownship."""
    if not by.may(Right.MANAGE_AGENTS) or grid.county_id != by.county_id:
        raise NotPermitted
    if by.role == Officer.Role.TOWNSHIP_OFFICER and grid.village.township_id != by.township_id:
        raise NotYourTownship


def checked_facts(*, name: str, post: str, office_phone: str) -> dict[str, str]:
    """Raises FieldMissing, TextTooLong or NotAChoice."""
    if post not in Agent.Post.values:
        raise NotAChoice(field="post")
    return {
        "name": require(name, max_length=NAME_LENGTH_MAX, field="name"),
        "post": post,
        "office_phone": optional(office_phone, max_length=OFFICE_PHONE_LENGTH_MAX, field="office_phone"),
    }


def facts_of(agent: Agent) -> dict[str, Any]:
    """For the audit. An agent's name is public; the mobile number is not among them."""
    return {
        "name": agent.name,
        "grid": agent.grid.code,
        "post": agent.post,
        "office_phone": agent.office_phone,
    }


def _theirs(agent_id: int, by: Officer) -> Agent:
    """A serving agent whom the officer sees, locked against claims. Raises NotPermitted or NotFound."""
    if not by.may(Right.MANAGE_AGENTS):
        raise NotPermitted
    # The key first: a row cannot be locked through the joins that say who may see it.
    visible = Agent.objects.visible_to(by).serving().filter(pk=agent_id).values_list("pk", flat=True)
    locked = Agent.objects.serving().select_for_update(no_key=True, of=("self",))
    agent = locked.select_related("user", "grid__village").filter(pk__in=list(visible)).first()
    if agent is None:
        raise NotFound
    return agent


def _require_free(user: User | None) -> None:
    if user is None:
        return
    if user.as_officer:
        raise AnOfficersPhone
    if user.as_agent:
        raise AlreadyAnAgent(name=user.as_agent.name)


def _new_user(by: Officer, name: str, e164: str, at: datetime) -> User:
    user = User(county_id=by.county_id, name=name, created_at=at)
    user.set_phone(e164)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


def _join(user: User, grid: Grid, facts: dict[str, str], at: datetime) -> Agent:
    agent, _made = Agent.objects.update_or_create(
        user=user,
        defaults={
            "county_id": grid.county_id,
            "grid": grid,
            "is_on_duty": True,
            "joined_at": at,
            "ended_at": None,
            **facts,
        },
    )
    return agent
