"""A note that waited on a phone may arrive more than once; it is written once."""

from functools import partial
from uuid import uuid4

import pytest

from dispatch.orders.actions import cancel_order, claim_order, note_progress
from dispatch.orders.errors import DuplicateIdWithAnotherBody
from dispatch.orders.models import Order, OrderEvent
from tests.conftest import NINE
from tests.threads import at_once


@pytest.fixture
def carried(cast, place):
    return claim_order(place().pk, agent=cast.wei, at=NINE)


@pytest.mark.django_db
def test_the_same_id_is_the_same_note_and_its_first_time_is_kept(cast, carried, nine):
    note = partial(note_progress, carried.pk, words="材料收齐", by=cast.wei, client_id=uuid4())
    first = note(at=nine)
    assert note(at=nine.replace(hour=9)).version == first.version
    assert OrderEvent.objects.get(kind="noted").at == nine


@pytest.mark.django_db
def test_a_note_sent_again_after_the_order_ended_is_answered_like_the_first(cast, carried, nine):
    note = partial(note_progress, carried.pk, words="我下午在家", by=cast.chen, client_id=uuid4())
    note(at=nine)
    cancel_order(carried.pk, by=cast.chen, at=nine)
    assert note(at=nine).pk == carried.pk
    assert OrderEvent.objects.filter(kind="noted").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("changed", ["words", "by", "order"])
def test_an_id_stands_for_one_note_only(cast, carried, place, nine, changed):
    client_id = uuid4()
    note_progress(carried.pk, words="材料收齐", by=cast.wei, at=nine, client_id=client_id)
    other = claim_order(place().pk, agent=cast.wei, at=nine)
    order_id = other.pk if changed == "order" else carried.pk
    words = "材料还差" if changed == "words" else "材料收齐"
    by = cast.chen if changed == "by" else cast.wei
    with pytest.raises(DuplicateIdWithAnotherBody):
        note_progress(order_id, words=words, by=by, at=nine, client_id=client_id)
    assert OrderEvent.objects.filter(kind="noted").count() == 1


@pytest.mark.django_db
def test_two_notes_without_an_id_are_two_notes(cast, carried, nine):
    for _ in range(2):
        note_progress(carried.pk, words="打过电话", by=cast.wei, at=nine)
    assert OrderEvent.objects.filter(kind="noted").count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_sendings_at_the_same_moment_are_one_note(cast, carried, nine):
    note = partial(note_progress, carried.pk, words="材料收齐", by=cast.wei, at=nine, client_id=uuid4())
    answers = at_once([note] * 4)
    assert all(isinstance(answer, Order) for answer in answers), answers
    assert OrderEvent.objects.filter(kind="noted").count() == 1
    carried.refresh_from_db()
    assert carried.version == 3
