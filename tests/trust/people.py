"""Everybody who comes to a door: the actors of the permission matrix."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from agents import clock
from agents.models import Bureau, County, Grid, Officer, Policy, Township, User, Village
from agents.rights import RIGHTS
from agents.sign_in.tokens import issue_token
from points.models import PointsRule
from tests.cast import Cast, make_agent, make_officer, make_user
from tests.conftest import NINE
from tests.pages.clock import browser_of

CITIZENS = frozenset({"asker", "citizen"})
# The one who carries the order, another of the same grid, one of another grid.
AGENTS = frozenset({"carrier", "colleague", "neighbour"})
OFFICERS = frozenset(RIGHTS)
# Of another county; as powerful there as anybody can be.
FOREIGN = frozenset({"foreign_citizen", "foreign_agent", "foreign_manager"})
SIGNED_IN = CITIZENS | AGENTS | OFFICERS | FOREIGN
ACTORS = SIGNED_IN | {"nobody"}


@dataclass
class Actor:
    """One person with a browser that is signed in and a token for the machine door."""

    name: str
    user: User | None

    def __post_init__(self) -> None:
        self.browser = browser_of(self.user) if self.user else Client(headers={"accept-language": "en"})
        self.headers = {"Accept-Language": "en"}
        if self.user:
            self.headers["Authorization"] = f"Bearer {issue_token(self.user, clock.now())}"
        self.machine = Client()
        self._signed_in = dict(self.browser.cookies)

    def ask(self, method: str, address: str, form: dict[str, Any] | None = None) -> Any:
        """A page, by the browser as it was when it signed in, whatever it was told since."""
        self.browser.cookies.clear()
        self.browser.cookies.update(self._signed_in)
        if method == "POST":
            return self.browser.post(address, form or {})
        return self.browser.generic(method, address)

    def send(self, method: str, address: str, form: dict[str, str]) -> int:
        """Words in the address or in the form; the status. A failure is raised here and not made into a page."""
        self.browser.cookies.clear()
        self.browser.cookies.update(self._signed_in)
        asked = self.browser.get(address, form) if method == "GET" else self.browser.post(address, form)
        assert asked.status_code < 500, (address, form)
        return int(asked.status_code)

    def call(self, method: str, address: str, body: Any = None) -> Any:
        """An operation of the machine door."""
        raw = b"" if body is None else json.dumps(body).encode()
        return self.machine.generic(
            method, address, raw, content_type="application/json", headers=self.headers
        )


def everybody(cast: Cast) -> list[Actor]:
    users: dict[str, User | None] = {
        "nobody": None,
        "asker": cast.chen,
        "citizen": cast.bai,
        "carrier": cast.wei.user,
        "colleague": cast.wen.user,
        "neighbour": cast.dong.user,
        "county_manager": cast.li.user,
        "auditor": cast.sun.user,
        **_officers(cast),
        **_foreigners(),
    }
    assert users.keys() == ACTORS
    return [Actor(name, user) for name, user in users.items()]


def _officers(cast: Cast) -> dict[str, User | None]:
    """Of the bureau and the township that the order belongs to, and the three administrators."""
    bureau, township = Bureau.objects.get(), Township.objects.get()
    made: dict[str, User | None] = {}
    for role in sorted(OFFICERS - {"county_manager", "auditor"}):
        officer = make_officer(cast.county, role, role, Officer.Role.AUDITOR, at=NINE)
        officer.role = role
        officer.bureau = bureau if role == Officer.Role.BUREAU_OFFICER else None
        officer.township = township if role == Officer.Role.TOWNSHIP_OFFICER else None
        officer.save()
        made[role] = officer.user
    return made


def _foreigners() -> dict[str, User | None]:
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    since = NINE - timedelta(days=400)
    Policy.objects.create(county=county, version=1, effective_at=since)
    PointsRule.objects.create(county=county, version=1, effective_at=since)
    town = Township.objects.create(code="431126100000", county=county, name="镇", short_name="镇")
    village = Village.objects.create(
        code="431126100001", county=county, township=town, name="村", short_name="村"
    )
    grid = Grid.objects.create(county=county, village=village, code="431126100001", name="村")
    manager = make_officer(county, "外县主任", "wai", Officer.Role.COUNTY_MANAGER, at=NINE, on_desk=True)
    return {
        "foreign_citizen": make_user(county, "外县人", "+8610900000081", at=NINE),
        "foreign_agent": make_agent(grid, "外县代办", "+8610900000082", at=NINE).user,
        "foreign_manager": manager.user,
    }
