"""Empty the database after a test that committed: only the tables that hold something, with DELETE.

Django's own way is to TRUNCATE every table and to write its content types and permissions anew. On the hundred tables
of the house that is several times what a test here costs, for the sake of two or three dozen rows.
"""

from typing import Any

from django.db import connection
from psycopg import sql

from tests.realtime.traffic import TRAFFIC

# Written once by the migrations and by nobody since.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_the_tables(_case: Any = None) -> None:
    """Leave no row behind, once nobody is being answered any more."""
    TRAFFIC.wait_until_over()
    with connection.cursor() as cursor:
        filled = _filled(cursor)
        if not filled:
            return
        deletions = sql.SQL("; ").join(
            sql.SQL("delete from {}").format(sql.Identifier(table)) for table in filled
        )
        # As a replica, for this is what foreign keys and append-only triggers are there to refuse.
        cursor.execute("set session_replication_role = replica")
        try:
            cursor.execute(deletions.as_string(connection.connection))
        finally:
            cursor.execute("set session_replication_role = origin")


def _filled(cursor: Any) -> list[str]:
    tables = sorted(
        set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    )
    ask = sql.SQL(" union all ").join(
        sql.SQL("select {} where exists (select from {})").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    )
    cursor.execute(ask.as_string(connection.connection))
    return [table for (table,) in cursor.fetchall()]
