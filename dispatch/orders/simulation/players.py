"""Who plays: the county's agents and officers as they are, and citizens made up on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agents import vault
from agents.models import Agent, County, Grid, Officer, User
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.care import Mark
from dispatch.orders.simulation import words
from dispatch.orders.simulation.errors import NobodyToPlay

# Demo numbers, which belong to no carrier; those of made-up citizens go on with a 9.
CITIZEN_PHONES = "+861099"


@dataclass(frozen=True)
class Citizen:
    user: User
    village_code: str
    phone: str
    care_marks: list[str]


class Players:
    """Everybody of one county, in an order that does not depend on chance."""

    def __init__(self, county: County) -> None:
        self.county = county
        # Boundaries are large, and nobody here looks at a map.
        agents = Agent.objects.reachable().filter(county=county).defer("county__boundary", "grid__boundary")
        known = agents.select_related("user", "county", "grid__village")
        self.agents = list(known.order_by("grid__code", "pk"))
        self.officers = [
            officer for officer in _officers(county) if officer.may_dispatch and not officer.is_scoped
        ]
        self.items = list(CatalogueItem.objects.offered().filter(county=county).order_by("code"))
        grids = Grid.objects.filter(county=county).select_related("village").defer("boundary")
        self.grids = list(grids.order_by("code"))
        for missing, found in (
            (_("agents"), self.agents),
            (_("items"), self.items),
            (_("grids"), self.grids),
        ):
            if not found:
                raise NobodyToPlay(missing=missing)
        self.item_weights = [_weight(item) for item in self.items]
        self.of_grid = _grouped(self.agents, lambda agent: agent.grid_id)
        self.of_township = _grouped(self.agents, lambda agent: agent.grid.village.township_id)
        self.township_of_grid: dict[int | None, str] = {
            grid.pk: grid.village.township_id for grid in self.grids
        }

    def choose_item(self, random: Random) -> CatalogueItem:
        return random.choices(self.items, self.item_weights)[0]

    def make_citizen(self, random: Random, *, at: datetime) -> Citizen:
        """A person with a home village and a phone; one who has that phone already is taken as is."""
        name, grid, age = words.full_name(random), random.choice(self.grids), random.randint(20, 88)
        user_id = UUID(int=random.getrandbits(128), version=4)
        phone, known = self._free_phone(random)
        user = known or _new_user(self.county, user_id, name, phone, at)
        return Citizen(user, grid.village_id, phone, _care_marks(random, age))

    def _free_phone(self, random: Random) -> tuple[str, User | None]:
        while True:
            phone = f"{CITIZEN_PHONES}{random.randrange(10**7):07d}"
            found = User.objects.filter(county=self.county, phone_index=vault.index("phone", phone))
            user = found.select_related("agent", "officer").first()
            if user is None or not (user.as_agent or user.as_officer):
                return phone, user


def _officers(county: County) -> list[Officer]:
    """Who sits at the duty desk comes first."""
    return list(
        Officer.objects.serving().filter(county=county).select_related("user").order_by("-on_desk", "pk")
    )


def _new_user(county: County, user_id: UUID, name: str, phone: str, at: datetime) -> User:
    user = User(id=user_id, county=county, name=name, created_at=at)
    user.set_phone(phone)
    user.save(force_insert=True)
    return user


def _care_marks(random: Random, age: int) -> list[str]:
    marks = [str(Mark.OLD)] if age >= 70 else []
    for mark, share in ((Mark.DISABLED, 0.03), (Mark.SICK, 0.03), (Mark.WEAK, 0.02)):
        if random.random() < share:
            marks.append(str(mark))
    return marks


def _weight(item: CatalogueItem) -> float:
    return 1.0 if item.popular_rank is None else 4.0


def _grouped(agents: list[Agent], key: Callable[[Agent], Any]) -> dict[Any, list[Agent]]:
    groups: dict[Any, list[Agent]] = {}
    for agent in agents:
        groups.setdefault(key(agent), []).append(agent)
    return groups
