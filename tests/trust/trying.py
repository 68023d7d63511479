"""What a door said to somebody, in one word; and the whole database as one hash, to see that nothing was changed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

# A browser's own cookie jar, in effect: a sentence for the next page, when the session was last used.
NOT_FACTS = {"django_session", "django_migrations", "django_content_type"}


def verdict(response: Any) -> str:
    """``open``: past the question who. ``sign_in``: nobody is signed in. ``closed``: this person may not."""
    if response.status_code == 401 or response.headers.get("Location", "").startswith("/account/sign-in/"):
        return "sign_in"
    if response.status_code in {403, 404, 410}:
        return "closed"
    if response.status_code == 405:
        return "no_method"
    # Not ready is an answer (readyz); failed is none.
    assert response.status_code < 500 or response.status_code == 503, response.content[:500]
    return "open"


def facts() -> dict[str, str]:
    """A hash for each table."""
    tables = sorted(set(connection.introspection.table_names()) - NOT_FACTS)
    one = "select '{0}', md5(coalesce(string_agg(row::text, '|' order by row::text), '')) from {0} row"
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(one.format(table) for table in tables))
        return dict(cursor.fetchall())


def changed(before: dict[str, str]) -> list[str]:
    after = facts()
    return sorted(table for table in before if before[table] != after[table])


def digest(state: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is tried and taken back, so that the next one meets the same county."""
    attempt = transaction.atomic()
    # As the test's own transaction: what insists on being outermost (durable) may run in it.
    attempt._from_testcase = True
    with attempt:
        yield
        transaction.set_rollback(True)
