"""A placing as one statement: the order and the first line of its timeline; and who there is to hear of it (ADR 11)."""

from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, Q, UUIDField

from agents.models import Agent
from agents.prepared import Given, Statement, as_stored, ask, insert_params, insert_sql, query_sql
from dispatch.orders.models import Order, OrderEvent


def place_row(order: Order, event: OrderEvent) -> None:
    """Both are in the database afterwards. Raises IntegrityError."""
    sql = f"with placed as ({insert_sql(Order)}) {insert_sql(OrderEvent)} returning id"
    ((event.pk,),) = ask(sql, [*insert_params(order), *insert_params(event)])
    for row in (order, event):
        as_stored(row)
        row._state.adding, row._state.db = False, "default"


def count_reachable(*, grid_id: int, phone_index: str, user_id: UUID) -> int:
    """Agents of the grid who can be told at this moment, without the person of this number and the user."""
    ((count,),) = _reachable.rows(grid_id=grid_id, phone_index=phone_index, user_id=user_id)
    return int(count)


def _write_reachable() -> tuple[str, list[Any]]:
    themselves = Q(user__phone_index=Given("phone_index", CharField())) | Q(
        user=Given("user_id", UUIDField())
    )
    of_grid = Agent.objects.reachable().filter(grid=Given("grid_id", BigIntegerField()))
    sql, params = query_sql(of_grid.exclude(themselves).values("pk"))
    return f"select count(*) from ({sql}) as reachable", params  # noqa: S608  # what Django wrote


_reachable = Statement(_write_reachable)
