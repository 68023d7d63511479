"""Photos over the machine door: the body is the picture, the address its id."""

from uuid import uuid4

import pytest
from django.utils import timezone

from dispatch.casework.photos.models import Photo
from dispatch.orders.actions import claim_order
from tests.api.conftest import is_problem
from tests.casework.pictures import from_a_camera, jpeg

pytestmark = pytest.mark.usefixtures("media")


@pytest.fixture
def here(cast, place) -> str:
    order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    return f"/orders/{order.pk}/photos"


def put(caller, address, content, media_type="image/jpeg"):
    return caller.client.put(f"/api/v1{address}", content, content_type=media_type, headers=caller.headers)


def test_a_photo_is_put_listed_shown_and_removed(wei_calls, chen, here):
    photo_id = str(uuid4())
    put_there = put(wei_calls, f"{here}/{photo_id}", from_a_camera())
    assert put_there.status_code == 201
    assert (put_there.json()["id"], put_there.json()["by"]) == (photo_id, "agent")
    assert (put_there.json()["width"], put_there.json()["height"]) == (200, 300)
    assert chen.get(here).json()["rows"] == [put_there.json()]
    shown = chen.get(f"{here}/{photo_id}")
    assert (
        shown.headers["Content-Type"] == "image/jpeg" and len(shown.content) == put_there.json()["size_bytes"]
    )
    assert shown.headers["Content-Security-Policy"].endswith("sandbox")
    assert "no-store" in shown.headers["Cache-Control"]
    assert len(chen.get(f"{here}/{photo_id}", {"size": "small"}).content) > 0
    is_problem(chen.delete(f"{here}/{photo_id}"), 404, "photo_not_found")
    assert wei_calls.delete(f"{here}/{photo_id}").status_code == 204
    is_problem(chen.get(f"{here}/{photo_id}"), 404, "photo_not_found")
    assert chen.get(here).json()["rows"] == []


def test_the_same_again_is_the_same_and_another_picture_is_refused(wei_calls, here):
    address = f"{here}/{uuid4()}"
    answers = [put(wei_calls, address, jpeg()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json() and Photo.objects.count() == 1
    is_problem(put(wei_calls, address, jpeg(colour="blue")), 422, "photo_id_taken", "id")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo_missing"),
        (b'{"photo": 1}', "not_a_photo"),
        (jpeg(900, 900)[:-300], "photo_broken"),
        (jpeg() + b"\0" * (10 * 2**20), "photo_too_large"),
    ],
)
def test_what_is_no_photo_is_a_problem_of_its_field(wei_calls, here, content, code):
    is_problem(put(wei_calls, f"{here}/{uuid4()}", content), 422, code, "photo")
    assert not Photo.objects.exists()


def test_what_it_calls_itself_does_not_count(wei_calls, here):
    assert put(wei_calls, f"{here}/{uuid4()}", jpeg(), "application/json").status_code == 201
    is_problem(put(wei_calls, f"{here}/{uuid4()}", b"<svg/>", "image/png"), 422, "not_a_photo", "photo")


def test_who_asked_puts_photos_before_anybody_claims(cast, chen, wei_calls, place):
    here = f"/orders/{place(at=timezone.now()).pk}/photos"
    assert put(chen, f"{here}/{uuid4()}", jpeg()).json()["by"] == "citizen"
    is_problem(wei_calls.get(here), 404, "order_not_found")
