"""Makes the people of a demo: once, however often it is asked."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from agents import vault
from agents.demo.names import BANK, agent_phone, citizen_phone, invented_account, invented_name, office_phone
from agents.demo.people import PASSWORD, USERNAME_PREFIX
from agents.founding import first_day
from agents.models import Agent, BankAccount, Bureau, County, Grid, Officer, Township, User

AGENTS_PER_GRID = 2
CITIZENS = 4
POSTS = (
    Agent.Post.GRID_WORKER,
    Agent.Post.VILLAGE_CADRE,
    Agent.Post.GRID_WORKER,
    Agent.Post.AUXILIARY_OFFICER,
)


@transaction.atomic
def make_people(county: County) -> int:
    """How many were made: two agents for each grid that has none, a few citizens, one officer of each role.

    They are on duty and on the roster from the county's first day, so that any stretch of time can be played.
    """
    County.objects.select_for_update().get(pk=county.pk)
    since = first_day(county)
    taken = set(
        User.objects.filter(county=county, phone_index__isnull=False).values_list("phone_index", flat=True)
    )
    return (
        _make_citizens(county, taken, since)
        + _make_agents(county, taken, since)
        + _make_officers(county, since)
    )


def _make_citizens(county: County, taken: set[str | None], since: datetime) -> int:
    numbers = [number for number in range(1, CITIZENS + 1) if _index(citizen_phone(number)) not in taken]
    users = [
        _user(county, invented_name("citizen", number), citizen_phone(number), since) for number in numbers
    ]
    return len(User.objects.bulk_create(users))


def _make_agents(county: County, taken: set[str | None], since: datetime) -> int:
    bare = list(Grid.objects.filter(county=county, agents=None).order_by("code"))
    homes = [grid for grid in bare for _ in range(AGENTS_PER_GRID)]
    free = (number for number in count(1) if _index(agent_phone(number)) not in taken)
    agents = [_agent(grid, number, since) for grid, number in zip(homes, free, strict=False)]
    User.objects.bulk_create(agent.user for agent in agents)
    made = Agent.objects.bulk_create(agents)
    BankAccount.objects.bulk_create(_account(agent, since) for agent in made)
    return len(made)


def _account(agent: Agent, since: datetime) -> BankAccount:
    digits = invented_account(agent.pk)
    return BankAccount(
        county_id=agent.county_id,
        agent=agent,
        bank=BANK,
        holder=agent.name,
        number=digits,
        number_index=vault.index("bank_account", digits),
        registered_at=since,
    )


def _agent(grid: Grid, number: int, since: datetime) -> Agent:
    name = invented_name("agent", number)
    return Agent(
        user=_user(grid.county, name, agent_phone(number), since),
        county_id=grid.county_id,
        grid=grid,
        name=name,
        post=POSTS[number % len(POSTS)],
        office_phone=office_phone(number),
        is_on_duty=True,
        joined_at=since,
    )


def _make_officers(county: County, since: datetime) -> int:
    known = set(User.objects.filter(username__startswith=USERNAME_PREFIX).values_list("username", flat=True))
    officers = [officer for officer in _officers(county, since) if officer.user.username not in known]
    # Slow on purpose, so once for all of them.
    password = make_password(PASSWORD)
    for officer in officers:
        # As printed at the start; nobody is sent to choose another before the demo can be seen.
        officer.user.password = password
        officer.user.password_set_at = since
    User.objects.bulk_create(officer.user for officer in officers)
    return len(Officer.objects.bulk_create(officers))


def _officers(county: County, since: datetime) -> Iterator[Officer]:
    """A bureau officer only where there is a bureau, a township officer only where there is a township."""
    yield _officer(county, 1, "manager", Officer.Role.COUNTY_MANAGER, since, on_desk=True)
    for bureau in Bureau.objects.filter(county=county).order_by("pk")[:1]:
        yield _officer(county, 2, "bureau", Officer.Role.BUREAU_OFFICER, since, bureau=bureau)
    for township in Township.objects.filter(county=county).order_by("code")[:1]:
        yield _officer(county, 3, "township", Officer.Role.TOWNSHIP_OFFICER, since, township=township)
    yield _officer(county, 4, "auditor", Officer.Role.AUDITOR, since)
    yield _officer(county, 5, "system", Officer.Role.SYSTEM_ADMIN, since)
    yield _officer(county, 6, "security", Officer.Role.SECURITY_ADMIN, since)
    yield _officer(county, 7, "audit", Officer.Role.AUDIT_ADMIN, since)
    # Who froze a quarter does not release it: that takes two more.
    yield _officer(county, 8, "accountant", Officer.Role.COUNTY_MANAGER, since)
    yield _officer(county, 9, "deputy", Officer.Role.COUNTY_MANAGER, since)


def _officer(
    county: County,
    number: int,
    post: str,
    role: Officer.Role,
    since: datetime,
    *,
    on_desk: bool = False,
    bureau: Bureau | None = None,
    township: Township | None = None,
) -> Officer:
    name = invented_name("officer", number)
    user = User(county=county, name=name, username=_username(county, post), created_at=since)
    return Officer(
        user=user, county=county, name=name, role=role, on_desk=on_desk, bureau=bureau, township=township
    )


def _username(county: County, post: str) -> str:
    """``demo-manager``; elsewhere than in the county that this site serves by itself, ``demo-990001-manager``."""
    where = "" if county.pk == settings.COUNTY else f"{county.pk}-"
    return f"{USERNAME_PREFIX}{where}{post}"


def _user(county: County, name: str, phone: str, since: datetime) -> User:
    user = User(county=county, name=name, created_at=since)
    user.set_phone(phone)
    user.set_unusable_password()
    return user


def _index(phone: str) -> str:
    return vault.index("phone", phone)
