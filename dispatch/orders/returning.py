"""``UPDATE … RETURNING *``: one statement that changes rows on a condition and brings back what they became."""

from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

from agents.prepared.texts import change_sql, column_names

Model = TypeVar("Model", bound=models.Model)


def update_returning(queryset: models.QuerySet[Model], **values: Any) -> list[Model]:
    """Like ``QuerySet.update``, but returns the changed rows. Conditions must be on the row's own columns: a queryset
    with a join is refused with ``ValueError`` (``change_sql``)."""
    try:
        sql, params = change_sql(queryset, **values)
    except EmptyResultSet:
        return []
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {column_names(queryset.model, queryset.db)}", params)
        rows = cursor.fetchall()
    names = [str(field.attname) for field in queryset.model._meta.concrete_fields]
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
