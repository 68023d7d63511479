"""The ledger is never edited: the database refuses, whoever asks (DESIGN §2.10, STYLE 7)."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from points.models import PointsEntry, PointsRule
from points.posting.post import reverse
from tests.conftest import NINE

LEDGER = [PointsEntry._meta.db_table, PointsRule._meta.db_table]


@pytest.mark.parametrize("table", LEDGER)
@pytest.mark.parametrize(
    "statement", ["update {} set county_id = county_id", "delete from {}", "truncate {} cascade"]
)
def test_the_database_refuses_to_change_what_was_posted(serve, table, statement):
    serve()
    with connection.cursor() as cursor:
        # Foreign keys are checked now, so that nothing but the refusal stands in the way.
        cursor.execute("set constraints all immediate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement.format(table))
    assert PointsEntry.objects.count() == 1


def test_saving_an_entry_again_is_refused(serve):
    serve()
    entry = PointsEntry.objects.get()
    entry.points = 99
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()


def test_one_key_is_one_entry(serve):
    order = serve()
    entry = PointsEntry.objects.get()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)
    assert PointsEntry.objects.filter(order=order).count() == 1


def test_an_entry_is_reversed_once(serve):
    order = serve()
    entry = PointsEntry.objects.get()
    reverse(entry, order=order, key="first", at=NINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        reverse(entry, order=order, key="second", at=NINE)
    assert PointsEntry.objects.count() == 2
