"""The INSERT of one row of a model, as text for a part of a statement, and a row's values for it."""

from datetime import UTC
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


@cache
def insert_sql(model: type[models.Model]) -> str:
    """``INSERT INTO … VALUES (…)`` of all columns but a key that the database makes."""
    quote = connection.ops.quote_name
    fields = _fields(model)
    names = ", ".join(quote(str(field.column)) for field in fields)
    values = ", ".join(_placeholder(field) for field in fields)
    return f"insert into {quote(model._meta.db_table)} ({names}) values ({values})"  # noqa: S608  # nosec B608 # a model's own names


def insert_params(row: models.Model) -> list[Any]:
    """The row's values as ``Model.save`` would write them; what is sealed is sealed for this row."""
    database = connections[DEFAULT_DB_ALIAS]
    return [
        field.get_db_prep_save(field.pre_save(row, True), connection=database) for field in _fields(type(row))
    ]


def as_stored(row: models.Model) -> None:
    """The row shows its instants as it will when it is read again: in UTC."""
    for name in _instants(type(row)):
        value = row.__dict__.get(name)
        if value is not None:
            row.__dict__[name] = value.astimezone(UTC)


@cache
def _instants(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)]


@cache
def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _placeholder(field: Any) -> str:
    return str(field.get_placeholder(None, None, connection)) if hasattr(field, "get_placeholder") else "%s"
