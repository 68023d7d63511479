"""Batch by batch, each row only if nobody has written it meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from agents import vault
from agents.fields import Sealed
from agents.resealing.columns import Column

BATCH = 500


@dataclass
class Resealed:
    """``broken``: rows that do not open with any key; they stay as they are, and want an answer."""

    done: int = 0
    broken: int = 0


def reseal(column: Column, *, batch: int = BATCH) -> Resealed:
    """Seal what an older key or the other cipher sealed. A row that somebody writes in between is left to them.

    Each batch is its own statement and commits by itself: readers wait for nothing, and what is interrupted goes on.
    """
    told, last = Resealed(), None
    while rows := _old_rows(column, last, batch):
        fresh, broken = _sealed_anew(column, rows)
        told.done += _write(column, fresh)
        told.broken += broken
        last = rows[-1][0]
    return told


def old_count(column: Column) -> int:
    """How many values still wait for the new key."""
    return int(_old(column).count())


def _old(column: Column) -> Any:
    name, objects = column.field.name, column.model._base_manager
    old = objects.exclude(Q(**{name: ""}) | Q(**{f"{name}__startswith": vault.current_mark()}))
    return old.exclude(**{f"{name}__isnull": True}) if column.field.null else old


def _old_rows(column: Column, last: Any, batch: int) -> list[tuple[Any, Any, Sealed | str]]:
    """Key, what the value is bound by, and the value: sealed, or plain where the column was not sealed once."""
    rows = _old(column) if last is None else _old(column).filter(pk__gt=last)
    return list(rows.order_by("pk").values_list("pk", column.field.bound_by, column.field.name)[:batch])


def _sealed_anew(
    column: Column, rows: list[tuple[Any, Any, Sealed | str]]
) -> tuple[list[tuple[Any, str, str]], int]:
    fresh, broken = [], 0
    for pk, key, old in rows:
        bound_to = column.field.bound_to_key(key)
        before = old.blob if isinstance(old, Sealed) else old
        try:
            plain = vault.open_sealed(before, bound_to=bound_to) if isinstance(old, Sealed) else old
        except vault.SealBroken:
            broken += 1
        else:
            fresh.append((pk, before, vault.seal(plain, bound_to=bound_to)))
    return fresh, broken


def _write(column: Column, fresh: Sequence[tuple[Any, str, str]]) -> int:
    if not fresh:
        return 0
    quote = connection.ops.quote_name
    table, name = quote(column.model._meta.db_table), quote(str(column.field.column))
    primary = column.model._meta.pk
    key, kind = quote(str(primary.column)), primary.rel_db_type(connection)
    # Names out of the models' own declarations; the values are parameters.
    given = f"unnest(%s::{kind}[], %s::text[], %s::text[]) as given(pk, before, after)"
    statement = (
        f"update {table} set {name} = given.after from {given} "  # noqa: S608  # nosec B608 # names of our own model
        f"where {table}.{key} = given.pk and {table}.{name} = given.before"
    )
    keys, before, after = zip(*fresh, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(keys), list(before), list(after)])
        return int(cursor.rowcount)
