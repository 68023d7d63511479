"""The county's own list becomes the roster: read, shown, confirmed. All of it or nothing (S16)."""

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import NotPermitted, Refusal
from agents.models import Agent, Grid, Officer, RosterImport, User
from agents.rights import Right
from agents.roster.errors import (
    AmbiguousVillage,
    AnOfficersPhone,
    ImportGone,
    NotYourTownship,
    UnknownVillageName,
)
from agents.roster.reading import Fault, Line, read_roster
from agents.sign_in.limits import one_at_a_time
from agents.vault import index

PREVIEW_LIFE = timedelta(hours=1)
FILE_NAME_LENGTH_MAX = 100


@dataclass
class Plan:
    """What an import would do. With ``faults`` nothing can be confirmed."""

    sheet: str
    file_name: str
    new: list[tuple[Line, Grid]] = field(default_factory=list)
    changed: list[tuple[Line, Grid, Agent]] = field(default_factory=list)
    same: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    kept_as: UUID | None = None


@transaction.atomic
def preview_roster(raw: bytes, *, file_name: str, by: Officer, at: datetime) -> Plan:
    """Reads the file and says what it would change; kept for an hour, sealed, when nothing is wrong with it.

    Raises NotPermitted and the refusals of ``read_roster`` for a file that is none.
    """
    if not by.may(Right.MANAGE_AGENTS):
        raise NotPermitted
    roster = read_roster(raw)
    plan = _plan(roster.lines, by, sheet=roster.sheet, file_name=file_name[:FILE_NAME_LENGTH_MAX])
    plan.faults = sorted([*roster.faults, *plan.faults], key=lambda fault: fault.row)
    RosterImport.objects.filter(officer=by).delete()
    if not plan.faults:
        kept = RosterImport(county_id=by.county_id, officer=by, made_at=at, file_name=plan.file_name)
        kept.content = json.dumps({"sheet": plan.sheet, "lines": [asdict(line) for line in roster.lines]})
        kept.save(force_insert=True)
        plan.kept_as = kept.pk
    return plan


@transaction.atomic
def confirm_roster(import_id: UUID, *, by: Officer, at: datetime) -> Plan:
    """Do what was shown, looked at once more: the roster may have changed since. One audit row for all.

    Raises NotPermitted, ImportGone (older than an hour, confirmed before, somebody else's), or the first fault that
    the rows have met since.
    """
    if not by.may(Right.MANAGE_AGENTS):
        raise NotPermitted
    one_at_a_time(f"roster:{by.county_id}")
    kept = RosterImport.objects.filter(pk=import_id, officer=by, made_at__gt=at - PREVIEW_LIFE).first()
    if kept is None:
        raise ImportGone
    content = json.loads(kept.content)
    lines = [Line(**line) for line in content["lines"]]
    plan = _plan(lines, by, sheet=content["sheet"], file_name=kept.file_name)
    if plan.faults:
        raise plan.faults[0].refusal
    _add(plan.new, by, at)
    _change(plan.changed)
    kept.delete()
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": len(plan.same)}
    record_audit(Deed.ROSTER_IMPORTED, by=by, at=at, about=plan.file_name, after=counts)
    return plan


def _plan(lines: list[Line], by: Officer, *, sheet: str, file_name: str) -> Plan:
    """Three statements, however many lines."""
    plan = Plan(sheet, file_name)
    places = _Places(by)
    by_phone = {index("phone", line.phone): line for line in lines}
    users = User.objects.filter(county_id=by.county_id, phone_index__in=list(by_phone))
    known = {user.phone_index: user for user in users.select_related("agent__grid", "officer")}
    for phone_index, line in by_phone.items():
        user = known.get(phone_index)
        try:
            grid = places.grid_of(line)
            if user and user.as_officer:
                raise AnOfficersPhone
        except Refusal as refusal:
            plan.faults.append(Fault(line.row, refusal))
            continue
        agent = user.as_agent if user else None
        if agent is None:
            plan.new.append((line, grid))
        elif _facts(agent) != (line.name, grid.pk, line.post, line.office_phone or agent.office_phone):
            plan.changed.append((line, grid, agent))
        else:
            plan.same.append(line)
    return plan


def _facts(agent: Agent) -> tuple[str, int, str, str]:
    return agent.name, agent.grid_id, agent.post, agent.office_phone


class _Places:
    """The county's grids by all names that people give them."""

    def __init__(self, by: Officer) -> None:
        self.by = by
        self.named: dict[str, set[int]] = defaultdict(set)
        grids = Grid.objects.filter(county_id=by.county_id).select_related("village__township")
        self.grids = {grid.pk: grid for grid in grids.defer("boundary")}
        for grid in self.grids.values():
            village = grid.village
            for name in (grid.code, grid.name, village.code, village.name, village.short_name):
                self.named[_bare(name)].add(grid.pk)

    def grid_of(self, line: Line) -> Grid:
        """Raises UnknownVillageName, AmbiguousVillage or NotYourTownship."""
        name = line.grid or line.village
        found = set(self.named.get(_bare(name), ()))
        if line.grid and line.village and len(found) != 1:
            # A grid's name like 第一网格 means something within its village only.
            found &= self.named.get(_bare(line.village), set())
        if line.township:
            found = {key for key in found if _is_called(self.grids[key].village.township, line.township)}
        if not found:
            raise UnknownVillageName(name=name[:40])
        if len(found) > 1:
            raise AmbiguousVillage(name=name[:40])
        grid = self.grids[found.pop()]
        if self.by.role == Officer.Role.TOWNSHIP_OFFICER and grid.village.township_id != self.by.township_id:
            raise NotYourTownship
        return grid


def _is_called(township: Any, name: str) -> bool:
    return _bare(name) in {_bare(township.name), _bare(township.short_name), township.code}


def _bare(name: str) -> str:
    """``毛俊村村民委员会``, ``毛俊村委会`` and ``毛俊村`` are one."""
    bare = "".join(name.split())
    for ending in ("村民委员会", "居民委员会", "村委会", "居委会", "委员会"):
        if bare.endswith(ending) and len(bare) > len(ending):
            return bare.removesuffix(ending).removesuffix("村") + (
                "村" if ending in {"村民委员会", "村委会"} else ""
            )
    return bare


def _add(new: list[tuple[Line, Grid]], by: Officer, at: datetime) -> None:
    """Users that are there already keep what they have; agents of before come back."""
    lines = {index("phone", line.phone): (line, grid) for line, grid in new}
    there = User.objects.filter(county_id=by.county_id, phone_index__in=list(lines)).select_related("agent")
    users = {user.phone_index or "": user for user in there}
    # Asked of those only who were there: the others have been nobody's agent.
    before = {key: getattr(user, "agent", None) for key, user in users.items()}
    made = [_user(line, by, at) for key, (line, _grid) in lines.items() if key not in users]
    User.objects.bulk_create(made)
    users |= {user.phone_index or "": user for user in made}
    agents = [
        _agent(before.get(key) or Agent(user=users[key], county_id=by.county_id), line, grid, at)
        for key, (line, grid) in lines.items()
    ]
    back = [agent for agent in agents if agent.pk]
    Agent.objects.bulk_create([agent for agent in agents if not agent.pk])
    Agent.objects.bulk_update(back, [*FACTS, "is_on_duty", "joined_at", "ended_at"])


FACTS = ("name", "grid", "post", "office_phone")


def _user(line: Line, by: Officer, at: datetime) -> User:
    user = User(county_id=by.county_id, name=line.name, created_at=at)
    user.set_phone(line.phone)
    user.set_unusable_password()
    return user


def _agent(agent: Agent, line: Line, grid: Grid, at: datetime) -> Agent:
    agent.name, agent.grid, agent.post, agent.office_phone = line.name, grid, line.post, line.office_phone
    agent.is_on_duty, agent.joined_at, agent.ended_at = True, at, None
    return agent


def _change(changed: list[tuple[Line, Grid, Agent]]) -> None:
    for line, grid, agent in changed:
        agent.name, agent.grid, agent.post = line.name, grid, line.post
        agent.office_phone = line.office_phone or agent.office_phone
    Agent.objects.bulk_update([agent for _line, _grid, agent in changed], FACTS)
