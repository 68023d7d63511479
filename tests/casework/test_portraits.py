"""GY-06: the agent's face: who sets it, who is shown it, and what is left of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from agents.errors import NotPermitted
from agents.invariants import invariants
from agents.models import AuditEntry, Officer, Township
from agents.own_data import own_data_of
from agents.roster.members import end_agent
from dispatch.casework.photos.errors import NotAPhoto
from dispatch.casework.portraits.actions import remove_portrait, set_portrait
from dispatch.casework.portraits.models import Portrait
from dispatch.orders.actions import claim_order, complete_order, release_order, start_order
from tests.casework.pictures import from_a_camera, jpeg
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at


@pytest.fixture(autouse=True)
def nine_o_clock(monkeypatch):
    stand_at(monkeypatch, NINE)


@pytest.fixture
def face(cast):
    return set_portrait(cast.wei, jpeg(400, 800), by=cast.wei, at=NINE)


@pytest.fixture
def carried(cast, place):
    return claim_order(place().pk, agent=cast.wei, at=NINE)


def files(media) -> int:
    return sum(1 for each in media.rglob("*") if each.is_file())


def text(answer):
    return answer.content.decode()


def of_order(order):
    return reverse("photos:agent", args=[order.pk])


@pytest.mark.django_db(transaction=True)
def test_one_small_square_is_kept_and_a_new_one_takes_its_place(cast, face, media):
    set_portrait(cast.wei, from_a_camera(), by=cast.wei, at=NINE)
    (path,) = (each for each in media.rglob("*") if each.is_file())
    assert Image.open(path).size == (240, 240) and b"Handset" not in path.read_bytes()
    assert Portrait.objects.get().name in path.name != face.name
    deeds = AuditEntry.objects.filter(deed="portrait_set").values_list("who", "about_name")
    assert list(deeds) == [("agent", "魏代办")] * 2


def test_who_may_set_it(cast):
    set_portrait(cast.wei, jpeg(), by=cast.li, at=NINE)
    assert Portrait.objects.get().set_by == cast.li.user
    elsewhere = Township.objects.create(
        code="431127103000", county=cast.county, name="别镇", short_name="别镇", lng=112.3, lat=25.05
    )
    of_elsewhere = make_officer(cast.county, "别镇干部", "bie", Officer.Role.AUDITOR, at=NINE)
    of_elsewhere.role, of_elsewhere.township = Officer.Role.TOWNSHIP_OFFICER, elsewhere
    of_elsewhere.save()
    for by in (cast.wen, cast.sun, of_elsewhere):
        with pytest.raises(NotPermitted):
            set_portrait(cast.wei, jpeg(), by=by, at=NINE)
        with pytest.raises(NotPermitted):
            remove_portrait(cast.wei, by=by, at=NINE)


def test_what_is_no_photo_leaves_the_old_one_standing(cast, face, media):
    with pytest.raises(NotAPhoto):
        set_portrait(cast.wei, b"hello", by=cast.wei, at=NINE)
    assert Portrait.objects.get().name == face.name and files(media) == 1


@pytest.mark.django_db(transaction=True)
def test_with_whoever_leaves_the_roster_goes_the_face(cast, face, media):
    end_agent(cast.wei.pk, reason="搬走了", by=cast.li, at=NINE)
    assert not Portrait.objects.exists() and files(media) == 0


@pytest.mark.django_db(transaction=True)
def test_removing_is_written_down_once(cast, face, media):
    for _ in range(2):
        remove_portrait(cast.wei, by=cast.li, at=NINE)
    assert AuditEntry.objects.filter(deed="portrait_removed").count() == 1 and files(media) == 0


def test_who_is_served_sees_the_face_and_nobody_else(cast, face, carried, client):
    chen_looks = browser_of(cast.chen)
    assert of_order(carried) in text(chen_looks.get(reverse("citizen:order", args=[carried.pk])))
    answer = chen_looks.get(of_order(carried))
    assert Image.open(BytesIO(answer.content)).size == (240, 240)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(of_order(carried)).status_code == 302
    for user in (cast.bai, cast.wen.user, cast.dong.user, cast.li.user, cast.sun.user):
        assert browser_of(user).get(of_order(carried)).status_code == 404, user.name


def test_without_a_face_the_name_begins(cast, carried):
    page = text(browser_of(cast.chen).get(reverse("citizen:order", args=[carried.pk])))
    assert of_order(carried) not in page and '<span class="face" aria-hidden="true">魏</span>' in page
    assert browser_of(cast.chen).get(of_order(carried)).status_code == 404


def test_before_the_claim_after_giving_back_and_after_the_end_none_is_shown(cast, face, place):
    chen_looks = browser_of(cast.chen)
    order = place()
    assert chen_looks.get(of_order(order)).status_code == 404
    claim_order(order.pk, agent=cast.wei, at=NINE)
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    assert chen_looks.get(of_order(order)).status_code == 404
    claim_order(order.pk, agent=cast.dong, at=NINE + timedelta(minutes=1))
    assert chen_looks.get(of_order(order)).status_code == 404
    other = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(other.pk, agent=cast.wei, at=NINE)
    assert chen_looks.get(of_order(other)).status_code == 200
    complete_order(other.pk, agent=cast.wei, result="办好了", at=NINE)
    assert chen_looks.get(of_order(other)).status_code == 404


def test_the_orders_page_asks_no_more_for_a_face(cast, carried, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    chen_looks, page = browser_of(cast.chen), reverse("citizen:order", args=[carried.pk])
    chen_looks.get(page)
    with CaptureQueriesContext(connection) as before:
        chen_looks.get(page)
    set_portrait(cast.wei, jpeg(), by=cast.wei, at=NINE)
    with django_assert_num_queries(len(before)):
        chen_looks.get(page)


@pytest.mark.parametrize(
    ("person", "me", "door", "removing", "shown", "parts"),
    [
        ("wei", "agent:me", "agent:portrait_set", "agent:portrait_remove", "agent:portrait", False),
        ("li", "office:member", "office:portrait_set", "office:portrait_remove", "office:portrait", True),
    ],
)
def test_by_a_plain_form(cast, person, me, door, removing, shown, parts):
    args = [cast.wei.pk] if parts else []
    browser = browser_of(getattr(cast, person).user)
    sent = browser.post(reverse(door, args=args), {"photo": SimpleUploadedFile("x.jpg", jpeg())})
    assert (sent.status_code, sent.url) == (302, reverse(me, args=args))
    assert reverse(shown, args=args) in text(browser.get(reverse(me, args=args)))
    assert browser.get(reverse(shown, args=args)).status_code == 200
    for content, sentence in ((b"hello", "can be read"), (None, "choose a photo first")):
        form = {"photo": SimpleUploadedFile("x.jpg", content)} if content else {}
        refused = browser.post(reverse(door, args=args), form)
        assert refused.status_code == 422 and text(refused).count(sentence) == 2
        assert 'href="#photo"' in text(refused)
    assert browser.post(reverse(removing, args=args)).status_code == 302
    assert browser.get(reverse(shown, args=args)).status_code == 404 and not Portrait.objects.exists()


def test_it_is_the_agents_own_data(cast, face):
    assert own_data_of(cast.wei.user)["portrait"]["jpeg"]
    assert own_data_of(cast.wen.user)["portrait"] is None


def test_a_portrait_without_its_file_is_named(face, media):
    (check,) = (check for sentence, check in invariants().items() if "portrait" in sentence)
    assert list(check()) == []
    next(each for each in media.rglob("*") if each.is_file()).unlink()
    assert "its file is missing" in next(check())
