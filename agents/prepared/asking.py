"""One round to the database with a statement that it plans once for each connection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import count
from types import NoneType
from typing import Any
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import Expression

#: What psycopg takes as it is, whatever field it is for.
PLAIN = frozenset({str, int, bool, float, datetime, UUID, NoneType})


class Given(Expression):
    """A value that is given with each question: ``Given("phone_index", models.CharField())``."""

    def __init__(self, name: str, kind: models.Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def prepared(self, value: Any) -> Any:
        return value if type(value) in PLAIN else self.output_field.get_db_prep_value(value, connection)


class _OnTheServer(psycopg.RawCursor[Any]):
    """Values travel beside the text, so that PostgreSQL knows the text again (Django writes them into it).

    Raw: psycopg would look for placeholders in the text at each asking, and does not keep what it found in a long one.

    Only where the connection has a ``prepare_threshold`` (``config.env.database``) is anything kept.
    """

    def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
        return super().execute(query, params, prepare=True)

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        # Kept where Django's log looks for what was asked; psycopg keeps it only when it is not prepared.
        self._query = super()._convert_query(query, params)
        return self._query


def ask(sql: str, params: Sequence[Any], given: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows, if the statement has any. ``params`` are values and ``Given``, whose values are in ``given``."""
    given = given or {}
    values = [one.prepared(given[one.name]) if isinstance(one, Given) else one for one in params]
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    # Through Django's own wrappers: its errors, its log and the tests that count statements see this one, too.
    bound = _OnTheServer(database.connection)
    with database._prepare_cursor(bound) as cursor:  # type: ignore[attr-defined]
        cursor.execute(_numbered(sql), values)
        # Asked of the result itself: ``description`` makes an object for each column of a wide row.
        return cursor.fetchall() if bound.pgresult and bound.pgresult.nfields else []


@lru_cache(maxsize=500)
def _numbered(sql: str) -> str:
    """With PostgreSQL's own placeholders: ``$1`` and so on for each ``%s`` in turn."""
    numbers = count(1)
    return re.sub("%([s%])", lambda found: f"${next(numbers)}" if found[1] == "s" else "%", sql)
