"""Files without a photo go, a day after they came; a photo without its file is named."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from agents.invariants import invariants
from dispatch.casework.photos import store
from dispatch.casework.photos.actions import add_photo, remove_photo
from dispatch.casework.photos.cleaning import CleanPhoto
from dispatch.casework.photos.models import Photo
from dispatch.casework.photos.sweeping import ORPHANS_MAX, SPARED, TooManyOrphans, sweep_photos
from dispatch.orders.actions import claim_order
from realtime.sweeping import sweeping_loop
from tests.conftest import NINE

A_DAY_ON = NINE + SPARED + timedelta(minutes=1)
LEFT_BEHIND = CleanPhoto(full=b"full", small=b"small", width=1, height=1)


@pytest.fixture
def photo(cast, place, picture) -> Photo:
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    return add_photo(order.pk, photo_id=uuid4(), content=picture, by=cast.wei, at=NINE)


def written_at(at: datetime, media: Path) -> None:
    for path in (path for path in media.rglob("*") if path.is_file()):
        os.utime(path, (at.timestamp(), at.timestamp()))


def names(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def broken() -> list[str]:
    return [line for check in invariants().values() for line in check()]


def test_what_a_killed_upload_left_goes_and_a_photo_stays(photo, media):
    kept = names(media)
    orphan = store.keep(LEFT_BEHIND)
    store.path_of(orphan, "small").rename(store.path_of(orphan, "small").with_suffix(".part"))
    store.path_of(photo.name, "full").with_suffix(".part").write_bytes(b"half")
    written_at(NINE, media)
    assert any(orphan in line for line in broken())
    assert sweep_photos(at=A_DAY_ON) == 3
    assert names(media) == kept and broken() == []
    assert sweep_photos(at=A_DAY_ON) == 0


def test_an_upload_in_progress_is_left_alone(photo, media):
    """Its files are there before its row is."""
    store.keep(LEFT_BEHIND)
    written_at(NINE, media)
    assert sweep_photos(at=NINE + SPARED) == 0


def test_what_a_removal_could_not_erase_goes(cast, photo, media):
    remove_photo(photo.order_id, photo_id=photo.pk, by=cast.wei, at=NINE)
    written_at(NINE, media)
    assert len(names(media)) == 2, "within this test's transaction nothing was erased yet"
    assert sweep_photos(at=A_DAY_ON) == 2
    assert names(media) == []


def test_files_of_somebody_else_are_not_touched(photo, media):
    (media / "photos" / "ab").mkdir(exist_ok=True)
    (media / "photos" / "ab" / "README.jpg").write_text("not ours")
    written_at(NINE, media)
    assert sweep_photos(at=A_DAY_ON) == 0


def test_with_the_wrong_database_nothing_is_erased(db, media):
    for _ in range(ORPHANS_MAX // 2 + 1):
        store.keep(LEFT_BEHIND)
    written_at(NINE, media)
    with pytest.raises(TooManyOrphans):
        sweep_photos(at=A_DAY_ON)
    assert len(names(media)) == ORPHANS_MAX + 2


def test_where_no_folder_is_there_is_nothing_to_do(db, media):
    assert sweep_photos(at=A_DAY_ON) == 0


@pytest.mark.parametrize("size", store.SIZES)
def test_a_photo_without_its_file_is_named(photo, size):
    store.path_of(photo.name, size).unlink()
    assert [line for line in broken() if str(photo.pk) in line]


def test_it_costs_one_statement_for_five_hundred_files(photo, media, django_assert_num_queries):
    for _ in range(20):
        store.keep(LEFT_BEHIND)
    written_at(NINE, media)
    with django_assert_num_queries(1):
        sweep_photos(at=A_DAY_ON)


def test_the_dispatcher_comes_by_every_hour(photo, media):
    orphan = store.keep(LEFT_BEHIND)
    written_at(NINE - timedelta(days=2000), media)
    loop = sweeping_loop()
    assert loop._every_seconds == 3600
    assert loop._tick() is False
    assert orphan not in "".join(names(media))
