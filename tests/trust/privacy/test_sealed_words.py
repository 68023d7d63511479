"""What people write about an order lies sealed, the chain proves it all the same, and a new key reaches it (S27)."""

import io

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from agents import vault
from agents.chain import broken_links
from agents.invariants import invariants
from agents.resealing.columns import sealed_columns
from agents.resealing.reseal import old_count
from dispatch.orders.actions import claim_order, complete_order, note_progress, release_order, start_order
from dispatch.orders.models import Assignment, Order, OrderEvent, Rating
from dispatch.oversight.followups.models import FollowUpCall
from points.models import Appeal
from tests.conftest import NINE
from tests.trust.privacy.planted import VALUES, found_in, plant

CHAINED = {"orders_orderevent": "order_id", "points_appeal": "county_id"}


@pytest.fixture
def planted(cast, place, media, settings):
    settings.DEMO = True
    return plant(cast, place, "closed")


def broken() -> list[str]:
    return [line for check in invariants().values() for line in check()]


def everything() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select each::text from "{table}" each')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_a_dump_holds_no_word_that_anybody_wrote(planted):
    assert found_in(everything()) == set()
    # And all of it can be read by whoever has the key.
    said = [event.words for event in OrderEvent.objects.filter(order=planted.order)]
    said += [Order.objects.get(pk=planted.order.pk).result, Rating.objects.get(order=planted.order).words]
    said += [FollowUpCall.objects.get().words, Appeal.objects.get(order=planted.order).words]
    said += [each.reason for each in Assignment.objects.filter(order=planted.order)]
    assert found_in("\n".join(said)) >= {"note", "result", "rating", "call", "appeal", "given back"}


def test_what_is_sealed_for_one_order_does_not_open_on_another(planted, place):
    other = place()
    blob = Rating.objects.filter(order=planted.order).values_list("words", flat=True).get()
    moved = Rating(order=other, words=blob)
    with pytest.raises(vault.SealBroken):
        _ = moved.words


def test_a_new_key_reaches_every_word_and_the_chains_hold(planted, settings):
    before = list(OrderEvent.objects.values_list("pk", "digest", "words_proof"))
    settings.FIELD_KEYS = {"k2": b"n" * 32, **settings.FIELD_KEYS}
    call_command("reseal", stdout=io.StringIO())
    settings.FIELD_KEYS = {"k2": b"n" * 32}
    assert [column.name for column in sealed_columns() if old_count(column)] == []
    assert list(OrderEvent.objects.values_list("pk", "digest", "words_proof")) == before
    assert broken() == []
    assert VALUES["note"] in "".join(event.words for event in OrderEvent.objects.all())


@pytest.mark.parametrize(
    "change",
    [
        "words_proof = repeat('0', 64)",
        "words = 'other'",
        "sealed_words = '', at = now()",
        "sealed_words = 'k1.' || repeat('A', 60), kind = 'rated'",
    ],
)
def test_the_database_lets_words_be_sealed_anew_and_nothing_else(planted, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"update orders_orderevent set {change} where kind = 'noted'")


def test_no_words_come_to_a_line_that_had_none(planted):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            "update orders_orderevent set sealed_words = 'k1.' || repeat('A', 60) where kind = 'claimed'"
        )


def test_words_put_in_place_of_others_are_named(planted):
    """By somebody who holds the keys: what opens there is not what the chain says."""
    event = OrderEvent.objects.get(order=planted.order, kind="noted")
    field = OrderEvent._meta.get_field("sealed_words")
    forged = field.sealed("0" * 32 + "something else", key=event.order_id)
    OrderEvent.objects.filter(pk=event.pk).update(sealed_words=forged)
    assert [line for line in broken() if "says something else" in line]


def test_words_from_before_are_read_and_sealed_by_the_command(cast, place, settings):
    settings.SEAL_WORDS = False
    order = claim_order(place(preferred_time="打10900000094").pk, agent=cast.wei, at=NINE)
    note_progress(order.pk, words="打10900000091", by=cast.chen, at=NINE)
    release_order(order.pk, agent=cast.wei, reason="打10900000095", at=NINE)
    assert found_in(everything()) == {"time numbers", "note numbers"}
    settings.SEAL_WORDS = True
    assert Order.objects.get().preferred_time == "打10900000094"
    assert OrderEvent.objects.get(kind="noted").words == "打10900000091"
    call_command("reseal", stdout=io.StringIO())
    # A line that is chained stays as the chain proves it; erasing takes it away as before.
    assert found_in(everything()) == {"note numbers"}
    assert Order.objects.get().preferred_time == "打10900000094"
    assert Assignment.objects.get().reason == "打10900000095"
    assert broken() == []


def test_the_chains_of_what_was_said_hold(planted):
    for table, link in CHAINED.items():
        assert list(broken_links(table, link=link)) == []


def test_the_same_words_sent_again_are_the_same(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for _ in range(2):
        note_progress(order.pk, words="在路上", by=cast.chen, at=NINE, client_id=order.pk)
    start_order(order.pk, agent=cast.wei, at=NINE)
    for _ in range(2):
        assert complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE).result == "办好了"
    assert OrderEvent.objects.filter(kind__in=["noted", "completed"]).count() == 2
