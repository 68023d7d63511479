"""Photos that come with a request: none holds its order up, none is there twice, and none waits for long."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.invariants import invariants
from dispatch.casework.photos.actions import (
    bring_photos,
    drop_forgotten_photos,
    drop_waiting,
    keep_waiting,
    remove_photo,
    wait,
)
from dispatch.casework.photos.models import Photo, WaitingPhoto
from dispatch.casework.photos.pictures import hash_of, id_with_request
from dispatch.orders.actions import cancel_order
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Order, OrderEvent
from tests.casework.pictures import from_a_camera, jpeg
from tests.conftest import NINE
from tests.threads import at_once

RED, GREEN, BLUE = (jpeg(colour=colour) for colour in ("red", "green", "blue"))


@pytest.fixture
def order(place):
    return place()


@pytest.fixture
def bring(cast, order):
    """``bring(RED, GREEN)``: grandmother Chen's photos; everything may be said otherwise."""

    def brought(*contents, waiting=(), by=None, at=NINE):
        return bring_photos(order.pk, contents, waiting=waiting, by=by or cast.chen, at=at)

    return brought


@pytest.fixture
def hold(cast, order):
    """``hold(RED)``: photos that wait for the order's id."""

    def held(*contents, known=(), request_id=None, at=NINE):
        return keep_waiting(
            contents, known=known, request_id=request_id or order.pk, county=cast.county, at=at
        )

    return held


def files(media) -> int:
    return sum(1 for each in media.rglob("*") if each.is_file())


def codes(refused):
    return [each.code for each in refused]


def test_all_of_them_are_one_line_of_the_timeline(cast, order, bring):
    assert (bring(RED, GREEN).added, Photo.objects.count()) == (2, 2)
    event = OrderEvent.objects.get(kind="photo_added")
    assert set(event.facts["photos"]) == {str(pk) for pk in Photo.objects.values_list("pk", flat=True)}
    assert (event.citizen, Order.objects.get().version) == (cast.chen, order.version + 1)


def test_the_same_form_again_brings_nothing_twice(order, bring, media):
    bring(RED, GREEN)
    version, kept = Order.objects.get().version, files(media)
    assert (bring(GREEN, RED).added, bring(RED, RED).added) == (0, 0)
    assert (Photo.objects.count(), Order.objects.get().version, files(media)) == (2, version, kept)


def test_what_was_removed_does_not_come_back_by_a_resend(cast, order, bring):
    bring(RED)
    remove_photo(order.pk, photo_id=Photo.objects.get().pk, by=cast.chen, at=NINE)
    assert bring(RED).added == 0 and not Photo.objects.kept().exists()


def test_one_that_is_refused_takes_no_other_along(bring):
    brought = bring(RED, b"hello", b"", GREEN)
    assert (brought.added, codes(brought.refused)) == (2, ["not_a_photo", "photo_missing"])


def test_what_is_over_the_limit_stays_behind(cast, bring, place):
    cast.policy.photos_max = 2
    cast.policy.save()
    brought = bring(RED, GREEN, BLUE)
    assert (brought.added, codes(brought.refused)) == (2, ["too_many_at_once"])
    again = bring(BLUE)
    assert (again.added, codes(again.refused)) == (0, ["too_many_at_once"])


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_on_the_disk_of_what_did_not_come_along(cast, order, bring, media):
    cast.policy.photos_max = 1
    cast.policy.save()
    bring(RED)
    bring(GREEN)
    assert files(media) == 2
    cast.policy.photos_max = 3
    cast.policy.save()
    cancel_order(order.pk, by=cast.chen, at=NINE)
    brought = bring(BLUE)
    assert (brought.added, codes(brought.refused), files(media)) == (0, ["wrong_state"], 2)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_the_same_moment_is_sent_once(order, bring, media):
    assert sorted(each.added for each in at_once([lambda: bring(RED, GREEN)] * 2)) == [0, 2]
    assert (Photo.objects.count(), files(media)) == (2, 4)
    assert OrderEvent.objects.filter(kind="photo_added").count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_waited_goes_along_once_and_keeps_its_files(order, bring, hold, media):
    ids, _ = hold(RED)
    first, second = at_once([lambda: bring(GREEN, waiting=ids), lambda: bring(waiting=ids)])
    assert first.added + second.added == 2
    assert not WaitingPhoto.objects.exists()
    assert (Photo.objects.count(), files(media)) == (2, 4)
    assert list(_broken("file, whole")) == []


def test_cost_does_not_grow_with_the_photos(order, bring):
    pictures = [jpeg(40, 30, colour) for colour in ("red", "green", "blue", "white", "black")]
    costs = []
    for some in (pictures[:1], pictures[1:]):
        with CaptureQueriesContext(connection) as asked:
            assert bring(*some).added == len(some)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_id_of_a_photo_tells_nobody_who_has_the_picture_which_it_was(order, bring, settings):
    bring(RED)
    settings.INDEX_KEY = bytes(32)
    assert id_with_request(order.pk, hash_of(RED)) != Photo.objects.get().pk


def test_only_who_asked_brings_photos(cast, bring):
    with pytest.raises(OrderNotFound):
        bring(RED, by=cast.bai)


# ---- waiting


def test_a_picture_waits_clean(hold, media):
    hold(from_a_camera())
    assert not any(b"Handset" in path.read_bytes() for path in media.rglob("*.jpg"))
    assert files(media) == 2


def test_the_same_picture_waits_once(hold):
    ids, _ = hold(RED)
    again, refused = hold(RED, GREEN, known=ids)
    assert (again[0], len(again), refused, WaitingPhoto.objects.count()) == (ids[0], 2, [], 2)


def test_it_waits_for_its_own_request_only(hold, bring):
    ids, _ = hold(RED, request_id=uuid4())
    assert bring(waiting=ids).added == 0 and WaitingPhoto.objects.count() == 1


def test_no_more_wait_than_an_order_holds(cast, hold):
    cast.policy.photos_max = 1
    cast.policy.save()
    ids, refused = hold(RED, GREEN)
    assert (len(ids), codes(refused)) == (1, ["too_many_at_once"])


def test_whoever_has_proven_no_phone_fills_no_disk(hold, monkeypatch):
    monkeypatch.setattr(wait, "WAITING_MAX", 1)
    ids, refused = hold(RED, GREEN)
    assert (len(ids), codes(refused)) == (1, ["no_room_for_photos"])


@pytest.mark.django_db(transaction=True)
def test_what_is_left_out_or_forgotten_is_erased(hold, media):
    (red,), _ = hold(RED)
    hold(GREEN, request_id=uuid4())
    drop_waiting([red])
    assert (WaitingPhoto.objects.count(), files(media)) == (1, 2)
    assert drop_forgotten_photos(at=NINE + timedelta(hours=24)) == 0
    assert drop_forgotten_photos(at=NINE + timedelta(hours=24, seconds=1)) == 1
    assert (WaitingPhoto.objects.count(), files(media)) == (0, 0)


def test_a_waiting_photo_without_its_file_is_named(hold, media):
    (red,), _ = hold(RED)
    assert list(_broken("waits for its request")) == []
    for path in media.rglob("*-full.jpg"):
        path.unlink()
    assert str(red) in next(iter(_broken("waits for its request")))


def _broken(words):
    for sentence, check in invariants().items():
        if words in sentence:
            yield from check()
