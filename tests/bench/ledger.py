"""Quarters of services and their entries, copied by the database from one real service, in far years."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from agents.models import Agent, Village
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import NewOrder, claim_order, complete_order, place_order, start_order
from dispatch.orders.models import Order
from points.models import PointsEntry
from points.periods import Quarter
from tests.bench import seeds


@dataclass(frozen=True)
class Stand:
    """``each``: entries for one service."""

    quarter: str
    letter: str
    agents: int
    orders: int
    each: int

    @property
    def lines(self) -> int:
        return self.orders * self.each


COUNTY = Stand("2051Q1", "Q", agents=500, orders=20_000, each=2)
PROVINCE = Stand("2052Q1", "P", agents=60_000, orders=200_000, each=5)

#: Columns that differ from the real service's; all others are copied as they stand.
ORDERS = {
    "id": "gen_random_uuid()",
    "number": "%(letter)s || n",
    "completed_at": "%(at)s::timestamptz + n * interval '1 second'",
    "agent_id": "(%(agents)s::bigint[])[1 + n %% %(agents_count)s]",
}
ENTRIES = {
    "id": "nextval(pg_get_serial_sequence('points_pointsentry', 'id'))",
    "key": "'bench:' || o.number || ':' || each",
    "order_id": "o.id",
    "agent_id": "o.agent_id",
    "posted_at": "o.completed_at",
    "quarter": "%(quarter)s",
    "month": "%(month)s",
}
ORDERS_OF = "orders_order s, generate_series(1, %(orders)s) n where s.id = %(order)s"
ENTRIES_OF = (
    "points_pointsentry s, generate_series(1, %(each)s) each, orders_order o"
    " where s.id = %(entry)s and o.number ~ ('^' || %(letter)s || '[0-9]+$')"
)


def _copies(model: type[Model], changed: dict[str, str], source: str) -> str:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    picked = ", ".join(changed.get(column, f's."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'insert into "{model._meta.db_table}" ({names}) select {picked} from {source}'


def fill(stand: Stand) -> None:
    """Slow once; the rows stay for the next run."""
    if PointsEntry.objects.filter(quarter=stand.quarter).exists():
        return
    order, entry = _real_service()
    begins = Quarter.parse(stand.quarter).begins_at(order.county.zone)
    facts = {
        "order": order.pk,
        "entry": entry.pk,
        "agents": _agents(stand.agents),
        "agents_count": stand.agents,
        "letter": stand.letter,
        "orders": stand.orders,
        "each": stand.each,
        "quarter": stand.quarter,
        "month": f"{begins:%Y-%m}",
        "at": begins,
    }
    with connection.cursor() as cursor:
        # Copies are no deeds of anybody: without triggers, in one go.
        cursor.execute("set session_replication_role = replica")
        cursor.execute(_copies(Order, ORDERS, ORDERS_OF), facts)
        cursor.execute(_copies(PointsEntry, ENTRIES, ENTRIES_OF), facts)
        cursor.execute("set session_replication_role = origin")
        cursor.execute("vacuum analyze orders_order")
        cursor.execute("vacuum analyze points_pointsentry")


def _agents(wanted: int) -> list[int]:
    missing = wanted - Agent.objects.count()
    if missing > 0:
        seeds.make_agents(missing)
    # Off duty again: the other paths would tell all of them.
    Agent.objects.filter(name__startswith="代办员", is_on_duty=True).update(is_on_duty=False)
    return list(Agent.objects.order_by("pk").values_list("pk", flat=True)[:wanted])


def _real_service() -> tuple[Order, PointsEntry]:
    at = timezone.now() - timedelta(minutes=1)
    (citizen,), (caller,) = seeds.make_citizens(1), seeds.make_agents(1)
    agent = Agent.objects.select_related("grid__village").get(user=caller.user)
    item = CatalogueItem.objects.filter(difficulty_class=2).first()
    village: Village = agent.grid.village
    assert item
    new = NewOrder(
        id=uuid4(), item_code=item.code, applicant_name="试一试", applicant_phone="10900000001",
        village_code=village.pk,
    )  # fmt: skip
    order = place_order(new, county=village.county, by=citizen.user, at=at)
    claim_order(order.pk, agent=agent, at=at)
    start_order(order.pk, agent=agent, at=at)
    order = complete_order(order.pk, agent=agent, result="办好了", at=at)
    return order, PointsEntry.objects.get(order=order)
