"""``UPDATE … RETURNING *``: one statement that changes rows on a condition and brings back what they became."""

from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.sql import UpdateQuery

Model = TypeVar("Model", bound=models.Model)


def update_returning(queryset: models.QuerySet[Model], **values: Any) -> list[Model]:
    """Like ``QuerySet.update``, but returns the changed rows. Conditions must be on the row's own columns.

    A condition through a join becomes ``id IN (SELECT …)``, and two racers on PostgreSQL then both won;
    such a queryset is refused with ``ValueError``.
    """
    query = cast(UpdateQuery, queryset.query.chain(UpdateQuery))
    query.add_update_values(values)
    try:
        sql, params = query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return []
    if "IN (SELECT" in sql:
        raise ValueError("A race cannot be won through a join.")
    fields = queryset.model._meta.concrete_fields
    connection = connections[queryset.db]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {columns}", params)
        rows = cursor.fetchall()
    names = [str(field.attname) for field in fields]
    return [_instance(queryset, names, row) for row in rows]


def _instance(queryset: models.QuerySet[Model], names: list[str], row: Any) -> Model:
    fields = queryset.model._meta.concrete_fields
    connection = connections[queryset.db]
    values = []
    for field, value in zip(fields, row, strict=True):
        for convert in (
            *connection.ops.get_db_converters(field.cached_col),
            *field.get_db_converters(connection),
        ):
            value = convert(value, field.cached_col, connection)
        values.append(value)
    return queryset.model.from_db(queryset.db, names, values)
