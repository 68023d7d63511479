"""The SELECT or UPDATE that a queryset would make, as text for a part of a statement."""

from __future__ import annotations

from typing import Any, cast

from django.db import connections, models
from django.db.models.sql import UpdateQuery


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
