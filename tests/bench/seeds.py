"""People and orders by the thousand in the pilot county, as rows of the product's own models."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from agents.models import AccessToken, Agent, County, Grid, User
from agents.sign_in.sessions import start_session
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import NewOrder, place_order
from dispatch.orders.models import Order, OrderEvent

_numbers = count(secrets.randbelow(10_000) * 10_000)


@dataclass(frozen=True)
class Caller:
    user: User
    token: str


def county() -> County:
    return County.objects.get()


def make_agents(how_many: int) -> list[Caller]:
    """On duty, spread over the county's grids, each with a bearer token."""
    at = timezone.now()
    grids = list(Grid.objects.all())
    users = list(_users(how_many))
    User.objects.bulk_create(users)
    Agent.objects.bulk_create(
        Agent(
            user=user, county_id=user.county_id, grid=grids[n % len(grids)], name=f"代办员{n}", joined_at=at
        )
        for n, user in enumerate(users)
    )
    return _callers(users, at)


def agents_in_each_grid(how_many: int) -> list[str]:
    """As in life, whatever crowd other paths have made. Codes of the villages whose grids have so many agents on duty.

    Everybody else waits in one grid that is none of these.
    """
    *grids, waiting = Grid.objects.order_by("pk")
    Agent.objects.update(grid=waiting)
    users = list(_users(how_many * len(grids)))
    User.objects.bulk_create(users)
    at = timezone.now()
    Agent.objects.bulk_create(
        Agent(
            user=user, county_id=user.county_id, grid=grids[n % len(grids)], name=f"代办员{n}", joined_at=at
        )
        for n, user in enumerate(users)
    )
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze agents_agent")
    return [grid.village_id for grid in grids]


def make_citizens(how_many: int) -> list[Caller]:
    users = list(_users(how_many))
    User.objects.bulk_create(users)
    return _callers(users, timezone.now())


def open_orders(agents: list[Caller], *, each: int, age: timedelta = timedelta(minutes=1)) -> list[Order]:
    """``each`` open orders in the grid of every agent, as they stand ``age`` after placing."""
    template = place_template(at=timezone.now() - age)
    homes = list(Agent.objects.filter(user__in=[one.user for one in agents]).select_related("grid"))
    orders = [_like(template, home.grid) for home in homes for _ in range(each)]
    Order.objects.bulk_create(orders, batch_size=1000)
    OrderEvent.objects.bulk_create(
        [
            OrderEvent(
                county_id=order.county_id,
                order=order,
                kind="placed",
                at=order.placed_at,
                version=1,
                state="open",
            )
            for order in orders
        ],
        batch_size=1000,
    )
    return orders


def session_cookie(user: User) -> str:
    """``name=value`` of a browser in which this person is signed in."""
    from django.conf import settings

    request = RequestFactory().get("/")
    request.session = SessionStore()
    start_session(request, user)
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


def session_cookies(users: list[User]) -> list[str]:
    """The same for thousands, in one statement: each session differs only in whose it is."""
    from django.conf import settings

    sessions = []
    for user in users:
        request = RequestFactory().get("/")
        request.session = SessionStore()
        start_session(request, user)
        request.session._session_key = secrets.token_hex(16)
        sessions.append(request.session.create_model_instance(dict(request.session)))
    Session.objects.bulk_create(sessions)
    return [f"{settings.SESSION_COOKIE_NAME}={one.session_key}" for one in sessions]


def _users(how_many: int) -> Iterator[User]:
    at = timezone.now()
    home = county()
    for number in (next(_numbers) for _ in range(how_many)):
        user = User(county=home, name=f"试{number}", created_at=at)
        user.set_phone(f"+86109{number:08d}")
        yield user


def _callers(users: list[User], at: datetime) -> list[Caller]:
    tokens = [AccessToken.fresh() for _ in users]
    AccessToken.objects.bulk_create(
        AccessToken(
            user=user, token_hash=AccessToken.hash_of(token), created_at=at, expires_at=at + timedelta(days=1)
        )
        for user, token in zip(users, tokens, strict=True)
    )
    return [Caller(user, token) for user, token in zip(users, tokens, strict=True)]


def place_template(at: datetime | None = None) -> Order:
    """One order by the real action; the others are its likeness."""
    (citizen,) = make_citizens(1)
    item = CatalogueItem.objects.filter(difficulty_class=2).first()
    village = Grid.objects.select_related("village").first()
    assert item and village
    new = NewOrder(
        id=uuid4(), wish="屋里漏雨,想问下危房那个补助", item_code=item.code, applicant_name="试一试",
        applicant_phone=f"109{next(_numbers):08d}", village_code=village.village_id,
    )  # fmt: skip
    return place_order(new, county=county(), by=citizen.user, at=at or timezone.now())


def _like(template: Order, grid: Grid) -> Order:
    values = {field.attname: getattr(template, field.attname) for field in Order._meta.concrete_fields}
    number = f"B{next(_numbers)}-{secrets.token_hex(2)}"
    return Order(
        **values | {"id": uuid4(), "number": number, "grid_id": grid.pk, "village_id": grid.village_id}
    )
