"""Named people for every test: two grids, their agents, a citizen, officers. Numbers belong to no carrier."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password

from agents.models import Agent, Bureau, County, Grid, Officer, Policy, Township, User, Village
from dispatch.catalogue.models import CatalogueItem
from points.models import PointsRule

WEST_SQUARE = [[112.0, 25.0], [112.1, 25.0], [112.1, 25.1], [112.0, 25.1], [112.0, 25.0]]
EAST_SQUARE = [[112.1, 25.0], [112.2, 25.0], [112.2, 25.1], [112.1, 25.1], [112.1, 25.0]]


@dataclass
class Cast:
    county: County
    policy: Policy
    west: Grid
    east: Grid
    chen: User  # a grandmother of the west
    bai: User  # a shop owner of the east
    wei: Agent  # of the west
    wen: Agent  # of the west
    dong: Agent  # of the east
    dai: Agent  # of the east
    li: Officer  # county manager, sits at the duty desk
    sun: Officer  # auditor
    permit: CatalogueItem  # class two
    card: CatalogueItem  # class one


def build_cast(*, at: datetime) -> Cast:
    since = at - timedelta(days=400)
    county = County.objects.create(code="431127", name="蓝山县", number_prefix="LS")
    policy = Policy.objects.create(county=county, version=1, effective_at=since)
    PointsRule.objects.create(county=county, version=1, effective_at=since)
    township = Township.objects.create(
        code="431127102000", county=county, name="毛俊镇", short_name="毛俊镇", lng=112.1, lat=25.05
    )
    west = _grid(county, township, "431127102001", "西山村", WEST_SQUARE, 112.05)
    east = _grid(county, township, "431127102002", "东河村", EAST_SQUARE, 112.15)
    bureau = Bureau.objects.create(county=county, name="县民政局")
    return Cast(
        county=county,
        policy=policy,
        west=west,
        east=east,
        chen=make_user(county, "陈奶奶", "+8610900000001", at=since),
        bai=make_user(county, "白老板", "+8610900000002", at=since),
        wei=make_agent(west, "魏代办", "+8610900000011", at=since),
        wen=make_agent(west, "文代办", "+8610900000012", at=since),
        dong=make_agent(east, "董代办", "+8610900000013", at=since),
        dai=make_agent(east, "戴代办", "+8610900000014", at=since),
        li=make_officer(county, "李主任", "li", Officer.Role.COUNTY_MANAGER, at=since, on_desk=True),
        sun=make_officer(county, "孙审计", "sun", Officer.Role.AUDITOR, at=since),
        permit=CatalogueItem.objects.create(
            county=county,
            code="LS002",
            name="我要开便利店",
            category="开办经营",
            difficulty_class=2,
            bureau=bureau,
        ),
        card=CatalogueItem.objects.create(
            county=county,
            code="LS050",
            name="我要办老年优待证",
            category="养老",
            difficulty_class=1,
            bureau=bureau,
        ),
    )


def make_user(county: County, name: str, phone: str, *, at: datetime) -> User:
    user = User(county=county, name=name, created_at=at)
    user.set_phone(phone)
    user.save(force_insert=True)
    return user


def make_agent(grid: Grid, name: str, phone: str, *, at: datetime) -> Agent:
    user = make_user(grid.county, name, phone, at=at)
    return Agent.objects.create(
        user=user, county=grid.county, grid=grid, name=name, joined_at=at, office_phone="0746-2210000"
    )


def make_officer(
    county: County, name: str, username: str, role: Officer.Role, *, at: datetime, on_desk: bool = False
) -> Officer:
    user = User(county=county, name=name, username=username, created_at=at)
    user.password, user.password_set_at = password_hash(username), at
    user.save(force_insert=True)
    return Officer.objects.create(user=user, county=county, name=name, role=role, on_desk=on_desk)


@cache
def password_hash(username: str) -> str:
    """Argon2 is slow on purpose; one hash a name is enough for all tests of a process."""
    return make_password(f"{username}-Mountain-2026")


def _grid(
    county: County, township: Township, code: str, name: str, ring: list[list[float]], lng: float
) -> Grid:
    village = Village.objects.create(
        code=code,
        county=county,
        township=township,
        name=f"{name}村民委员会",
        short_name=name,
        lng=lng,
        lat=25.05,
    )
    boundary = {"type": "Polygon", "coordinates": [ring]}
    return Grid.objects.create(
        county=county, village=village, code=code, name=name, boundary=boundary, lng=lng, lat=25.05
    )
