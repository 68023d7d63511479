from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from agents.models import Agent, County, Officer, User
from agents.phone import national
from frontend.api.schemas.base import Flag, Given, Told

RoleName = Literal["citizen", "agent", "officer"]


class CountyTold(Told):
    code: str
    name: str

    @classmethod
    def of(cls, county: County) -> Self:
        return cls(code=county.code, name=county.name)


class GridTold(Told):
    code: str
    name: str


class AgentTold(Told):
    """A public servant's name and office phone are public (GY-06)."""

    id: int
    name: str
    post: str
    office_phone: str

    @classmethod
    def of(cls, agent: Agent) -> Self:
        return cls(id=agent.pk, name=agent.name, post=agent.post, office_phone=agent.office_phone)


class OwnAgentTold(AgentTold):
    grid: GridTold
    is_on_duty: bool

    @classmethod
    def of(cls, agent: Agent) -> Self:
        return cls(
            id=agent.pk,
            name=agent.name,
            post=agent.post,
            office_phone=agent.office_phone,
            grid=GridTold(code=agent.grid.code, name=agent.grid.name),
            is_on_duty=agent.is_on_duty,
        )


class RosterTold(OwnAgentTold):
    """An agent as an officer sees one when choosing: how many unfinished orders, and whether messages arrive."""

    unfinished_orders: int
    is_reachable: bool


class OfficerTold(Told):
    id: int
    name: str
    role: str
    may_dispatch: bool
    on_desk: bool

    @classmethod
    def of(cls, officer: Officer) -> Self:
        return cls(
            id=officer.pk,
            name=officer.name,
            role=officer.role,
            may_dispatch=officer.may_dispatch,
            on_desk=officer.on_desk,
        )


class MeTold(Told):
    id: UUID
    name: str
    phone: str
    county: CountyTold
    language: str
    large_text: bool
    roles: list[RoleName]
    agent: OwnAgentTold | None
    officer: OfficerTold | None

    @classmethod
    def of(cls, user: User) -> Self:
        agent, officer = user.as_agent, user.as_officer
        roles: list[RoleName] = ["citizen"]
        if agent:
            roles.append("agent")
        if officer:
            roles.append("officer")
        return cls(
            id=user.pk,
            name=user.name,
            phone=national(user.phone),
            county=CountyTold.of(user.county),
            language=user.language,
            large_text=user.large_text,
            roles=roles,
            agent=OwnAgentTold.of(agent) if agent else None,
            officer=OfficerTold.of(officer) if officer else None,
        )


class DutyGiven(Given):
    on_duty: Flag


class DutyTold(Told):
    on_duty: bool


class SignedInTold(Told):
    token: str
    expires_at: datetime
    user: MeTold
