"""One view of the database for a whole report, copy or check, while people go on working."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

SETTINGS = {
    # Lists are read in portions, and to their ends: a plan that is quick for the first lines is of no use.
    "cursor_tuple_fraction": "1",
    # Nothing is locked for anybody, so it may take its time between two questions.
    "idle_in_transaction_session_timeout": "0",
}


@contextmanager
def one_view() -> Iterator[None]:
    """Everything read inside is of one instant; nothing is written and nobody waits.

    Inside a transaction that is open already, that transaction's own view is all there is.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
                for name, value in SETTINGS.items():
                    cursor.execute("select set_config(%s, %s, true)", [name, value])
        yield
