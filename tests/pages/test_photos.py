"""Photos of an order on pages: how they come in, who is shown them, and how they are handed out (S17)."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dispatch.casework.photos.actions import add_photo
from dispatch.casework.photos.models import Photo
from dispatch.orders.actions import claim_order, complete_order, release_order, start_order
from dispatch.orders.models import Order, Reveal
from frontend.photos.keys import KEY_SECONDS_MAX, key_for
from tests.casework.pictures import from_a_camera, jpeg
from tests.conftest import NINE
from tests.pages.clock import JSON, browser_of, stand_at, text

pytestmark = pytest.mark.usefixtures("nine_o_clock", "media")


@pytest.fixture
def carried(cast, place):
    return claim_order(place().pk, agent=cast.wei, at=NINE)


@pytest.fixture
def shown(cast, carried):
    return add_photo(carried.pk, photo_id=uuid4(), content=jpeg(), by=cast.wei, at=NINE)


def file(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, jpeg() if content is None else content)


def add_url(order, door="agent"):
    return reverse(f"{door}:photo_add", args=[order.pk])


def photo_url(photo, size="full"):
    return reverse("photos:photo", args=[photo.order_id, photo.pk, size])


@pytest.mark.parametrize(("door", "person"), [("agent", "wei"), ("citizen", "chen")])
def test_a_plain_form_adds_a_photo_and_both_see_it(cast, carried, door, person):
    someone = getattr(cast, person)
    user = getattr(someone, "user", someone)
    answer = browser_of(user).post(add_url(carried, door), {"id": str(uuid4()), "photo": file()})
    assert (answer.status_code, answer.url) == (302, reverse(f"{door}:order", args=[carried.pk]))
    photo = Photo.objects.get()
    for each, page in ((cast.wei.user, "agent:order"), (cast.chen, "citizen:order")):
        looks = browser_of(each)
        assert photo_url(photo, "small") in text(looks.get(reverse(page, args=[carried.pk])))
        assert looks.get(photo_url(photo)).status_code == 200


def test_a_form_sent_twice_is_one_photo(cast, carried):
    wei_looks = browser_of(cast.wei.user)
    said = {"id": str(uuid4())}
    for _ in range(2):
        assert wei_looks.post(add_url(carried), {**said, "photo": file()}).status_code == 302
    assert Photo.objects.count() == 1


def test_a_script_hears_the_answer_and_reloads_nothing(cast, carried):
    wei_looks = browser_of(cast.wei.user)
    good = wei_looks.post(add_url(carried), {"id": str(uuid4()), "photo": file()}, headers=JSON)
    assert (good.status_code, good.json()["done"]) == (200, True)
    bad = wei_looks.post(add_url(carried), {"id": str(uuid4()), "photo": file(b"hello")}, headers=JSON)
    assert (bad.status_code, bad.json()["code"], bad.json()["done"]) == (422, "not_a_photo", False)
    assert "JPEG" in bad.json()["sentence"]


@pytest.mark.parametrize(("door", "person"), [("agent", "wei"), ("citizen", "chen")])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Please choose a photo first."),
        (b"hello", "This is not a photo that can be read."),
        (jpeg()[:200], "This is not a photo that can be read."),
        (jpeg(900, 900)[:-300], "This photo did not arrive whole."),
        (jpeg() + b"\0" * (11 * 2**20), "This photo is too large: at most 10 MB."),
        (jpeg() + b"\0" * (21 * 2**20), "This photo is too large: at most 10 MB."),
        (None, "Please choose a photo first."),
    ],
)
def test_a_bad_photo_is_refused_in_a_sentence_at_its_field(cast, carried, door, person, content, sentence):
    someone = getattr(cast, person)
    said = {"id": str(uuid4())}
    if content is not None:
        said["photo"] = file(content)
    answer = browser_of(getattr(someone, "user", someone)).post(add_url(carried, door), said)
    page = text(answer)
    assert answer.status_code == 422 and page.count(sentence) == 2
    assert 'id="problems"' in page and 'id="photo-problem"' in page and not Photo.objects.exists()


def test_an_id_that_is_none_is_refused(cast, carried):
    answer = browser_of(cast.wei.user).post(add_url(carried), {"id": "../../etc", "photo": file()})
    assert answer.status_code == 422 and not Photo.objects.exists()


def test_after_the_end_a_photo_is_refused_with_the_state(cast, carried):
    start_order(carried.pk, agent=cast.wei, at=NINE)
    complete_order(carried.pk, agent=cast.wei, result="办好了", at=NINE)
    answer = browser_of(cast.wei.user).post(add_url(carried), {"id": str(uuid4()), "photo": file()})
    assert answer.status_code == 409 and "moved on" in text(answer)


def test_each_removes_the_own_photo_only(cast, carried, shown):
    chen_looks, wei_looks = browser_of(cast.chen), browser_of(cast.wei.user)
    hers = reverse("citizen:photo_remove", args=[carried.pk, shown.pk])
    assert hers not in text(chen_looks.get(reverse("citizen:order", args=[carried.pk])))
    assert chen_looks.post(hers).status_code == 404
    assert wei_looks.post(reverse("agent:photo_remove", args=[carried.pk, shown.pk])).status_code == 302
    assert wei_looks.get(photo_url(shown)).status_code == 404


# How it is handed out


def test_a_photo_comes_as_a_picture_and_nothing_else(cast, carried, opened_by_wei):
    answer = opened_by_wei
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="photo-')
    assert "IMG_0001" not in str(answer.headers)
    assert b"Handset Works" not in answer.content and b"secret words" not in answer.content


@pytest.fixture
def opened_by_wei(cast, carried):
    wei_looks = browser_of(cast.wei.user)
    wei_looks.post(
        add_url(carried), {"id": str(uuid4()), "photo": file(from_a_camera(), "../../IMG_0001.php.jpg")}
    )
    return wei_looks.get(photo_url(Photo.objects.get()))


def test_nobody_else_is_shown_it(cast, shown, client):
    assert client.get(photo_url(shown)).status_code == 302
    for user in (cast.bai, cast.wen.user, cast.dong.user, cast.li.user, cast.sun.user):
        for size in ("full", "small"):
            assert browser_of(user).get(photo_url(shown, size)).status_code == 404, user.name


def test_who_gave_the_order_back_is_shown_it_no_more(cast, carried, shown):
    release_order(carried.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    assert browser_of(cast.wei.user).get(photo_url(shown)).status_code == 404


def test_thirty_days_after_the_end_only_who_asked_is_shown_it(cast, carried, shown, monkeypatch):
    start_order(carried.pk, agent=cast.wei, at=NINE)
    complete_order(carried.pk, agent=cast.wei, result="办好了", at=NINE)
    stand_at(monkeypatch, NINE + timedelta(days=31))
    wei_looks = browser_of(cast.wei.user)
    assert wei_looks.get(photo_url(shown)).status_code == 404
    assert photo_url(shown, "small") not in text(wei_looks.get(reverse("agent:order", args=[carried.pk])))
    assert browser_of(cast.chen).get(photo_url(shown)).status_code == 200


def test_before_the_claim_a_card_shows_no_photo(cast, place):
    order = place()
    photo = add_photo(order.pk, photo_id=uuid4(), content=jpeg(), by=cast.chen, at=NINE)
    wei_looks = browser_of(cast.wei.user)
    assert str(photo.pk) not in text(wei_looks.get(reverse("agent:order", args=[order.pk])))
    assert wei_looks.get(photo_url(photo)).status_code == 404


# The office: by a reveal, which is written down


def test_an_officer_is_shown_photos_by_a_reveal_for_ten_minutes(cast, carried, shown, monkeypatch):
    li_looks = browser_of(cast.li.user)
    page = text(li_looks.get(reverse("office:order", args=[carried.pk])))
    assert "1 photo; it is shown together with the name." in page and str(shown.pk) not in page
    revealed = li_looks.post(reverse("office:reveal", args=[carried.pk]))
    small = next(shot.small for shot in revealed.context["album"].shots)
    assert Reveal.objects.count() == 1 and li_looks.get(small).status_code == 200
    fragment = li_looks.post(reverse("office:reveal", args=[carried.pk]), headers={"X-Fragment": "1"})
    assert photo_url(shown, "full") in text(fragment)
    key = small.partition("?key=")[2]
    assert browser_of(cast.sun.user).get(small).status_code == 404
    later = time.time() + KEY_SECONDS_MAX + 1
    monkeypatch.setattr("time.time", lambda: later)
    assert li_looks.get(f"{photo_url(shown)}?key={key}").status_code == 404


def test_a_key_is_for_one_order_and_one_officer(cast, place, carried, shown):
    other = key_for(place().pk, cast.li)
    made_up = key_for(carried.pk, cast.li)[:-2] + "xx"
    for key in (other, made_up, key_for(carried.pk, cast.sun), "nonsense"):
        assert browser_of(cast.li.user).get(f"{photo_url(shown)}?key={key}").status_code == 404


def test_an_auditor_knows_of_photos_and_sees_none(cast, carried, shown):
    page = text(browser_of(cast.sun.user).get(reverse("office:order", args=[carried.pk])))
    assert "1 photo" in page and str(shown.pk) not in page
    answer = browser_of(cast.sun.user).post(reverse("office:photo_remove", args=[carried.pk, shown.pk]))
    assert answer.status_code == 403 and Photo.objects.kept().exists()


def test_an_officer_removes_what_does_not_belong_there(cast, carried, shown):
    answer = browser_of(cast.li.user).post(reverse("office:photo_remove", args=[carried.pk, shown.pk]))
    assert answer.status_code == 302 and not Photo.objects.kept().exists()


def test_looking_changes_nothing(cast, carried, shown):
    version = Order.objects.get().version
    assert browser_of(cast.wei.user).get(photo_url(shown)).status_code == 200
    assert browser_of(cast.wei.user).head(photo_url(shown)).status_code == 200
    assert Order.objects.get().version == version and not Reveal.objects.exists()


def test_an_albums_cost_does_not_grow_with_its_photos(cast, carried):
    wei_looks = browser_of(cast.wei.user)
    page = reverse("agent:order", args=[carried.pk])
    wei_looks.get(page)
    costs = []
    for _ in range(2):
        add_photo(carried.pk, photo_id=uuid4(), content=jpeg(), by=cast.wei, at=NINE)
        with CaptureQueriesContext(connection) as asked:
            wei_looks.get(page)
        costs.append(len(asked))
    assert costs[0] == costs[1]
