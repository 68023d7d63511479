"""The SELECT or UPDATE that a queryset would make, as text for a part of a statement."""

from __future__ import annotations

from typing import Any, cast

from django.db import connections, models
from django.db.models.sql import UpdateQuery


class OnTheRow(models.Func):
    """A condition to be asked of the row that a key names, and no way to find it: no index is read for it.

    After a rush PostgreSQL's statistics still tell of a few open orders. It then takes the index of all open ones
    for as good as the key, and reads every one of them for each claim.
    """

    template = "(%(expressions)s) IS TRUE"
    output_field = models.BooleanField()
    conditional = True

    def __init__(self, condition: models.Q) -> None:
        super().__init__(models.ExpressionWrapper(condition, models.BooleanField()))


def query_sql(queryset: models.QuerySet[Any, Any]) -> tuple[str, list[Any]]:
    """``SELECT …`` and its parameters."""
    sql, params = queryset.query.get_compiler(queryset.db).as_sql()
    return sql, list(params)


def change_sql(queryset: models.QuerySet[Any], **values: Any) -> tuple[str, tuple[Any, ...]]:
    """``UPDATE … SET … WHERE …`` and its parameters. Conditions must be on the row's own columns.

    A condition through a join becomes ``id IN (SELECT …)``, and two racers on PostgreSQL then both won;
    such a queryset is refused with ``ValueError``. Raises EmptyResultSet when no row can fit.
    """
    query = cast(UpdateQuery, queryset.query.chain(UpdateQuery))
    query.add_update_values(values)
    sql, params = query.get_compiler(queryset.db).as_sql()
    if "IN (SELECT" in sql:
        raise ValueError("A race cannot be won through a join.")
    return sql, tuple(params)


def column_names(model: type[models.Model], using: str) -> str:
    """All columns of the model, quoted, in the order of its fields."""
    quote = connections[using].ops.quote_name
    return ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
