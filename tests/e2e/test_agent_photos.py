"""Photos on real phones: one tap, made smaller before they are sent, sent once, and a plain field without scripts."""

from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from dispatch.casework.photos.models import Photo
from dispatch.orders.actions import claim_order
from tests.casework.pictures import encoded, jpeg
from tests.e2e.unsent import FULL
from tests.realtime.servers import wait_until

pytestmark = pytest.mark.usefixtures("media")
PICK = "[data-pick]"


@pytest.fixture
def carried(cast, place):
    return claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())


def at_the_order(page: Page, order, door: str = "agent/orders") -> Page:
    page.goto(f"/{door}/{order.pk}/")
    page.locator("summary", has_text="Photos").tap()
    return page


def test_a_photo_is_made_smaller_on_the_phone_and_appears_on_both_pages(phone, cast, carried, camera):
    chen = phone(user=cast.chen)
    chen.goto(f"/orders/{carried.pk}/")
    expect(chen.locator("html")).to_have_attribute("data-live", "up")
    page = at_the_order(phone(user=cast.wei.user), carried)
    with page.expect_request(lambda sending: sending.method == "POST") as sending:
        page.locator(PICK).set_input_files(camera)
    expect(page.locator("#order-photos img")).to_have_count(1)
    expect(page.locator("[data-going] li")).to_have_count(0)
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1600, 1200)
    assert int(sending.value.all_headers()["content-length"]) < 1_000_000
    expect(chen.locator("#order-photos img")).to_have_count(1)
    small = page.locator("#order-photos img").get_attribute("src")
    assert Image.open(BytesIO(page.request.get(small).body())).size == (320, 240)


def test_several_at_once_are_all_sent(phone, cast, carried, tmp_path):
    page = at_the_order(phone(user=cast.wei.user), carried)
    paths = []
    for place, colour in enumerate(("red", "green", "blue")):
        paths.append(tmp_path / f"{place}.png")
        paths[-1].write_bytes(encoded(Image.new("RGB", (60, 40), colour), "PNG"))
    page.locator(PICK).set_input_files(paths)
    expect(page.locator("#order-photos img")).to_have_count(3)


def test_without_network_it_waits_and_is_sent_once_when_back(phone, cast, carried, camera):
    page = at_the_order(phone(user=cast.wei.user), carried)
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    page.context.set_offline(True)
    page.locator(PICK).set_input_files(camera)
    expect(page.get_by_text("It waits on this phone and is sent by itself, once.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#order-photos img")).to_have_count(1)
    expect(page.locator("[data-going] li")).to_have_count(0)
    assert Photo.objects.count() == 1


def test_a_photo_outlives_its_page_and_is_sent_from_the_next(phone, cast, carried, camera):
    page = at_the_order(phone(user=cast.wei.user), carried)
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    page.context.set_offline(True)
    page.locator(PICK).set_input_files(camera)
    expect(page.get_by_text("It waits on this phone and is sent by itself, once.")).to_be_visible()
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto("/agent/orders/")
    wait_until(Photo.objects.exists, "the photo is sent")
    assert Photo.objects.get().width == 1600


def test_an_answer_lost_on_the_way_makes_no_second_photo(phone, cast, carried, camera):
    page = at_the_order(phone(user=cast.wei.user), carried)

    def arrive_but_lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route("**/photos/", arrive_but_lose_the_answer, times=1)
    page.locator(PICK).set_input_files(camera)
    expect(page.get_by_text("It waits on this phone and is sent by itself, once.")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-going] li")).to_have_count(0)
    expect(page.locator("#order-photos img")).to_have_count(1)
    assert Photo.objects.count() == 1


def test_a_phone_that_keeps_nothing_keeps_the_photo_on_the_page(phone, cast, carried, camera):
    page = phone(user=cast.wei.user)
    page.add_init_script(FULL)
    at_the_order(page, carried)
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    page.context.set_offline(True)
    page.locator(PICK).set_input_files(camera)
    expect(page.get_by_text("Leave this page open")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#order-photos img")).to_have_count(1)


def test_what_is_no_photo_says_so_beside_it(phone, cast, carried, tmp_path):
    page = at_the_order(phone(user=cast.wei.user), carried)
    words = tmp_path / "words.jpg"
    words.write_text("hello")
    page.locator(PICK).set_input_files(words)
    expect(page.get_by_text("This is not a photo that can be read.")).to_be_visible()
    assert not Photo.objects.exists()


def test_removing_a_photo_asks_first(phone, cast, carried, camera):
    page = at_the_order(phone(user=cast.wei.user), carried)
    page.locator(PICK).set_input_files(camera)
    expect(page.locator("#order-photos img")).to_have_count(1)
    erase = page.get_by_role("button", name="Erase photo 1 for good")
    expect(erase).to_be_hidden()
    page.locator(".photo-remove summary").tap()
    expect(page.get_by_text("It is erased and cannot be had back.")).to_be_visible()
    page.locator(".photo-remove summary").tap()
    expect(erase).to_be_hidden()
    assert Photo.objects.kept().count() == 1
    page.locator(".photo-remove summary").tap()
    erase.tap()
    expect(page.get_by_text("The photo is removed and erased.")).to_be_visible()
    assert not Photo.objects.kept().exists()


@pytest.mark.parametrize(("person", "door"), [("wei", "agent/orders"), ("chen", "orders")])
def test_without_scripts_it_is_a_plain_field(phone, cast, carried, tmp_path, person, door):
    small = tmp_path / "small.jpg"
    small.write_bytes(jpeg())
    someone = getattr(cast, person)
    page = at_the_order(phone(user=getattr(someone, "user", someone), scripts=False), carried, door)
    page.get_by_role("button", name="Add the photo").tap()
    expect(page.locator("#problems").get_by_text("Please choose a photo first.")).to_be_visible()
    page.locator("#photo").set_input_files(small)
    page.get_by_role("button", name="Add the photo").tap()
    expect(page.locator("#order-photos img")).to_have_count(1)
    page.locator(".photo-remove summary").tap()
    page.get_by_role("button", name="Erase photo 1 for good").tap()
    expect(page.get_by_text("The photo is removed and erased.")).to_be_visible()
    expect(page.locator("#order-photos img")).to_have_count(0)
