"""Who may add and remove photos of an order, how often, and what is left on the disk afterwards."""

from base64 import b64decode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from agents.errors import NotPermitted
from agents.invariants import invariants
from agents.own_data import own_data_of
from dispatch.casework.photos import store
from dispatch.casework.photos.access import may_reveal_photos, sees_photos
from dispatch.casework.photos.actions import add_photo, remove_photo
from dispatch.casework.photos.errors import (
    NoRoomForPhotos,
    NotAPhoto,
    PhotoIdTaken,
    PhotoNotFound,
    TooManyPhotos,
)
from dispatch.casework.photos.models import Photo
from dispatch.orders.actions import claim_order, complete_order, forget_citizen, release_order, start_order
from dispatch.orders.errors import NotYourOrder, OrderNotFound, WrongState
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_noted
from tests.casework.pictures import jpeg
from tests.conftest import NINE
from tests.threads import at_once

LATER = NINE + timedelta(minutes=5)


@pytest.fixture
def carried(cast, place):
    return claim_order(place().pk, agent=cast.wei, at=NINE)


@pytest.fixture
def add(cast, picture):
    """``add(order, by=…)``: agent Wei adds a photo; everything may be said otherwise."""

    def added(order, *, by=None, content=None, photo_id=None, at=LATER):
        return add_photo(
            order.pk, photo_id=photo_id or uuid4(), content=content or picture, by=by or cast.wei, at=at
        )

    return added


def files(media) -> int:
    return sum(1 for each in media.rglob("*") if each.is_file())


def test_a_photo_is_a_line_of_the_timeline(cast, carried, add):
    photo = add(carried)
    order = Order.objects.get()
    event = OrderEvent.objects.get(kind="photo_added")
    assert (event.agent, event.facts, event.version) == (cast.wei, {"photo": str(photo.pk)}, order.version)
    assert order.version == carried.version + 1


@pytest.mark.django_db(transaction=True)
def test_both_sizes_lie_on_the_disk_under_a_name_nobody_can_guess(carried, add, media):
    photo = add(carried)
    full, small = (store.path_of(photo.name, size) for size in store.SIZES)
    assert full.read_bytes()[:2] == small.read_bytes()[:2] == b"\xff\xd8"
    assert full.stat().st_size == photo.size_bytes and full.stat().st_mode & 0o077 == 0
    assert len(photo.name) == 32 and str(photo.pk) not in str(full) and files(media) == 2


def test_who_asked_adds_photos_from_the_placing_on(cast, place, add):
    order = place()
    assert add(order, by=cast.chen).citizen == cast.chen
    claim_order(order.pk, agent=cast.wei, at=NINE)
    assert add(order, by=cast.chen).agent is None


def test_the_same_photo_again_is_the_same_photo(carried, add, media):
    photo_id = uuid4()
    first, second = (
        add(carried, photo_id=photo_id),
        add(carried, photo_id=photo_id, at=LATER + timedelta(hours=2)),
    )
    assert first == second and second.added_at == LATER
    assert Photo.objects.count() == OrderEvent.objects.filter(kind="photo_added").count() == 1
    assert files(media) == 2


def test_an_id_stands_for_one_picture_of_one_person_on_one_order(cast, place, carried, add):
    photo_id = uuid4()
    add(carried, photo_id=photo_id)
    with pytest.raises(PhotoIdTaken):
        add(carried, photo_id=photo_id, content=jpeg(colour="blue"))
    with pytest.raises(PhotoIdTaken):
        add(carried, photo_id=photo_id, by=cast.chen)
    with pytest.raises(PhotoIdTaken):
        add(claim_order(place().pk, agent=cast.wei, at=NINE), photo_id=photo_id)


def test_an_order_holds_no_more_than_the_policy_says(cast, carried, add, media):
    cast.policy.photos_max = 2
    cast.policy.save()
    gone, _ = add(carried), add(carried, by=cast.chen)
    with pytest.raises(TooManyPhotos) as refused:
        add(carried)
    assert refused.value.facts == {"max": 2} and files(media) == 4
    remove_photo(carried.pk, photo_id=gone.pk, by=cast.wei, at=LATER)
    assert add(carried)


def test_nobody_else_adds(cast, carried, add, media):
    with pytest.raises(NotYourOrder):
        add(carried, by=cast.wen)
    with pytest.raises(OrderNotFound):
        add(carried, by=cast.bai)
    assert files(media) == 0


def test_who_gave_it_back_adds_no_more(cast, carried, add):
    release_order(carried.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    with pytest.raises(NotYourOrder):
        add(carried)


def test_after_the_end_nothing_is_added_or_taken_away(cast, carried, add, media):
    photo = add(carried)
    start_order(carried.pk, agent=cast.wei, at=NINE)
    complete_order(carried.pk, agent=cast.wei, result="办好了", at=NINE)
    for by in (cast.wei, cast.chen):
        with pytest.raises(WrongState):
            add(carried, by=by)
    with pytest.raises(WrongState):
        remove_photo(carried.pk, photo_id=photo.pk, by=cast.wei, at=LATER)
    assert Photo.objects.get().removed_at is None and files(media) == 2


def test_a_refused_picture_leaves_nothing(carried, add, media):
    with pytest.raises(NotAPhoto):
        add(carried, content=b"<svg>")
    assert files(media) == 0 and Order.objects.get().version == carried.version


def test_when_the_row_cannot_stay_no_file_stays(carried, add, media):
    def undo(**_):
        raise ConnectionError("whoever had to be told could not be")

    order_noted.connect(undo)
    try:
        with pytest.raises(ConnectionError):
            add(carried)
    finally:
        order_noted.disconnect(undo)
    assert files(media) == 0 and not Photo.objects.exists() and Order.objects.get().version == carried.version


def test_on_a_full_disk_the_photo_is_refused_and_nothing_is_half_there(carried, add, media, monkeypatch):
    """F26."""

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NoRoomForPhotos):
        add(carried)
    assert files(media) == 0 and not Photo.objects.exists()


# Removing


@pytest.mark.django_db(transaction=True)
def test_removing_erases_the_files_and_keeps_the_row(cast, carried, add, media):
    photo = add(carried)
    removed = remove_photo(carried.pk, photo_id=photo.pk, by=cast.wei, at=LATER)
    assert removed.removed_at == LATER and not Photo.objects.kept().exists() and files(media) == 0
    assert (
        remove_photo(carried.pk, photo_id=photo.pk, by=cast.wei, at=LATER + timedelta(1)).removed_at == LATER
    )
    assert OrderEvent.objects.filter(kind="photo_removed").count() == 1


def test_each_removes_the_own_and_an_officer_any(cast, carried, add):
    hers, his = add(carried, by=cast.chen), add(carried)
    for photo, by in ((hers, cast.wei), (his, cast.chen)):
        with pytest.raises(PhotoNotFound):
            remove_photo(carried.pk, photo_id=photo.pk, by=by, at=LATER)
    with pytest.raises(NotPermitted):
        remove_photo(carried.pk, photo_id=his.pk, by=cast.sun, at=LATER)
    remove_photo(carried.pk, photo_id=hers.pk, by=cast.li, at=LATER)
    assert list(Photo.objects.kept()) == [his]


def test_a_photo_of_another_order_is_not_found_here(cast, place, carried, add):
    photo = add(carried)
    other = claim_order(place().pk, agent=cast.wei, at=NINE)
    with pytest.raises(PhotoNotFound):
        remove_photo(other.pk, photo_id=photo.pk, by=cast.wei, at=LATER)


# Seeing


def test_who_may_see(cast, carried):
    def seeing(at=NINE):
        order = Order.objects.get()
        people = {
            "chen": cast.chen,
            "bai": cast.bai,
            "wei": cast.wei.user,
            "wen": cast.wen.user,
            "li": cast.li.user,
        }
        return {name for name, user in people.items() if sees_photos(order, user, at=at)}

    assert seeing() == {"chen", "wei"}
    start_order(carried.pk, agent=cast.wei, at=NINE)
    complete_order(carried.pk, agent=cast.wei, result="办好了", at=NINE)
    assert seeing(NINE + timedelta(days=29)) == {"chen", "wei"}
    assert seeing(NINE + timedelta(days=31)) == {"chen"}
    assert may_reveal_photos(carried, cast.li) and not may_reveal_photos(carried, cast.sun)


# Together


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_at_once_are_one_photo(cast, carried, picture, media):
    photo_id = uuid4()

    def send():
        return add_photo(carried.pk, photo_id=photo_id, content=picture, by=cast.wei, at=LATER).pk

    assert set(at_once([send] * 10)) == {photo_id}
    assert Photo.objects.count() == OrderEvent.objects.filter(kind="photo_added").count() == 1
    assert files(media) == 2


# manage.py verify


def broken_rules() -> list[str]:
    return [line for check in invariants().values() for line in check()]


def test_a_photo_without_its_file_is_named(carried, add):
    photo = add(carried)
    assert broken_rules() == []
    store.path_of(photo.name, "full").unlink()
    assert broken_rules() == [f"photo {photo.pk} of order {carried.pk}: its file is missing or cut"]


def test_one_person_added_it(carried, add):
    photo = add(carried)
    with pytest.raises(Exception, match="photo_was_added_by_one_person"), connection.cursor() as cursor:
        cursor.execute("update photos_photo set agent_id = null where id = %s", [photo.pk])


# Taken along, and forgotten (S26)


def test_a_copy_of_the_own_data_holds_the_own_pictures_and_no_others(cast, place, carried, add, picture):
    add(carried)
    add(place(by=cast.bai, applicant_phone="10900000002"), by=cast.bai)
    (kept,) = own_data_of(cast.chen)["photos"]
    assert (kept["order"], kept["added_by"]) == (carried.number, "agent")
    assert b64decode(kept["jpeg"])[:2] == b"\xff\xd8"


@pytest.mark.django_db(transaction=True)
def test_of_who_is_forgotten_no_photo_stays(cast, carried, add, media):
    add(carried, by=cast.chen)
    add(carried)
    start_order(carried.pk, agent=cast.wei, at=NINE)
    complete_order(carried.pk, agent=cast.wei, result="办好了", at=NINE)
    forget_citizen(cast.chen, at=LATER)
    assert files(media) == 0 and not Photo.objects.kept().exists()
    assert set(Photo.objects.values_list("sent_hash", flat=True)) == {""}
    assert broken_rules() == []
