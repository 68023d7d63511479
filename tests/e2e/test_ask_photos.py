"""Photos in the form of a request, on real phones."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.casework.photos.models import Photo
from dispatch.orders.models import Order
from tests.casework.pictures import jpeg
from tests.e2e.conftest import sign_in
from tests.e2e.unsent import FORBIDDEN, FULL, WAITS, nothing_waits
from tests.realtime.servers import wait_until

pytestmark = pytest.mark.usefixtures("media")
WISH = "屋里漏雨想问下危房那个补助"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.jpg"
    path.write_bytes(jpeg())
    return path


def begin(page: Page) -> Page:
    page.goto("/ask/")
    page.get_by_label("In your own words").fill(WISH)
    return page


def choose(page: Page, *paths: Path) -> None:
    """One after the other, as a person does who sees the one before he takes the next."""
    for count, path in enumerate(paths, start=1):
        page.locator("#photos").set_input_files(path)
        expect(page.locator("[data-going] li")).to_have_count(count)


def to_the_end(page: Page) -> None:
    page.get_by_role("button", name="Next: where").tap()
    page.get_by_role("button", name="Next: for whom").tap()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send my request").tap()


def test_a_photo_is_made_smaller_and_goes_along(phone, cast, place, camera):
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen))
    page.locator("#photos").set_input_files(camera)
    expect(page.get_by_text("Goes along")).to_be_visible()
    to_the_end(page)
    with page.expect_request(lambda sending: sending.method == "POST") as sending:
        send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)
    assert int(sending.value.all_headers()["content-length"]) < 1_000_000
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.order.wish) == (1600, 1200, WISH)


def test_chosen_one_after_the_other_and_one_left_out(phone, cast, place, camera, small):
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen))
    choose(page, camera, small)
    expect(page.get_by_text("Goes along")).to_have_count(2)
    page.get_by_role("button", name="Leave it out").first.tap()
    expect(page.get_by_text("Goes along")).to_have_count(1)
    to_the_end(page)
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)
    assert Photo.objects.get().width == 300


def test_where_its_script_does_not_come_the_field_shows_what_was_chosen(phone, cast, place, small):
    place(at=timezone.now(), wish="前一件")
    page = phone(user=cast.chen)
    page.route("**/ask_photos*.js", lambda route: route.abort())
    page = begin(page)
    page.locator("#photos").set_input_files(small)
    expect(page.locator(".photo-pick")).to_be_hidden()
    assert page.locator("#photos").bounding_box()["height"] > 40
    to_the_end(page)
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)


def test_too_many_and_unreadable_ones_are_said_at_once_and_the_request_goes(
    phone, cast, place, small, tmp_path
):
    cast.policy.photos_max = 1
    cast.policy.save()
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen))
    words = tmp_path / "words.txt"
    words.write_text("hello")
    page.locator("#photos").set_input_files(words)
    expect(page.get_by_text("This is not a photo that can be read.")).to_be_visible()
    page.locator("#photos").set_input_files(small)
    expect(page.get_by_text("Goes along")).to_be_visible()
    page.locator("#photos").set_input_files(small)
    expect(page.get_by_text("At most 1 photos go with a request.")).to_be_visible()
    to_the_end(page)
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)


def test_without_network_request_and_photo_wait_and_go_off_once(phone, cast, place, camera):
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen))
    page.locator("#photos").set_input_files(camera)
    expect(page.get_by_text("Goes along")).to_be_visible()
    to_the_end(page)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert not Photo.objects.exists()
    page.context.set_offline(False)
    page.get_by_role("link", name="Look at it").tap()
    expect(page.locator("#order-photos img")).to_have_count(1)
    assert (Order.objects.count(), Photo.objects.count(), Photo.objects.get().width) == (2, 1, 1600)


def test_an_answer_lost_on_the_way_doubles_neither_order_nor_photo(phone, cast, place, small, wire):
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen, address=wire.address))
    page.locator("#photos").set_input_files(small)
    to_the_end(page)
    wire.lose_answers()
    send(page)
    wait_until(Photo.objects.exists, "the request arrived")
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    nothing_waits(page)
    assert (Order.objects.count(), Photo.objects.count()) == (2, 1)


def test_what_has_to_be_mended_keeps_the_photo(phone, cast, place, small):
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen))
    page.locator("#photos").set_input_files(small)
    to_the_end(page)
    page.get_by_label("Mobile number").fill("1")
    send(page)
    expect(page.locator("#problems")).to_be_visible()
    assert not Photo.objects.exists()
    page.get_by_label("Mobile number").fill("10900000001")
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)
    assert Order.objects.count() == 2


# ---- the draft keeps them


def kept_files(page: Page) -> int:
    """How many photos lie on the phone with a draft."""
    return int(page.evaluate(KEPT))


KEPT = """
new Promise((resolve) => {
  const opening = indexedDB.open("outbox", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("entries", { keyPath: "id" });
  opening.onsuccess = () => {
    const all = opening.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => {
      resolve(all.result.filter(({ state }) => state === "draft").flatMap(({ files }) => files).length);
      opening.result.close();
    };
  };
})
"""


def chosen(page: Page, *paths: Path) -> Page:
    choose(page, *paths)
    expect(page.get_by_text("Goes along")).to_have_count(len(paths))
    wait_until(lambda: kept_files(page) == len(paths), "the phone keeps them")
    return page


def test_words_and_photos_are_there_when_one_comes_back_and_are_sent_once(phone, cast, place, camera, small):
    place(at=timezone.now(), wish="前一件")
    page = chosen(begin(phone(user=cast.chen)), camera, small)
    page.goto("/")
    page.goto("/ask/")
    expect(page.get_by_label("In your own words")).to_have_value(WISH)
    expect(page.get_by_text("Goes along")).to_have_count(2)
    to_the_end(page)
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(2)
    assert sorted(Photo.objects.values_list("width", flat=True)) == [300, 1600]
    assert kept_files(page) == 0
    page.goto("/ask/")
    expect(page.get_by_label("In your own words")).to_have_value("")
    expect(page.get_by_text("Goes along")).to_have_count(0)


def test_a_photo_that_was_left_out_does_not_come_back(phone, cast, small, camera):
    page = chosen(begin(phone(user=cast.chen)), small, camera)
    page.get_by_role("button", name="Leave it out").first.tap()
    wait_until(lambda: kept_files(page) == 1, "one is left")
    page.goto("/ask/")
    expect(page.get_by_text("Goes along")).to_have_count(1)


def test_a_request_that_waits_takes_its_photos_out_of_the_draft(phone, cast, place, small):
    place(at=timezone.now(), wish="前一件")
    page = chosen(begin(phone(user=cast.chen)), small)
    to_the_end(page)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    wait_until(lambda: kept_files(page) == 0, "they wait with the request")
    assert page.evaluate("localStorage.getItem('draft:ask')") is None


def test_signing_out_takes_them_off_the_phone(phone, cast, small):
    page = chosen(begin(phone(user=cast.chen)), small)
    page.goto("/me/")
    expect(page.locator("html")).to_have_attribute("data-asks-again", "")
    # What is only begun is no reason to warn: nothing of it waits to be sent.
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("link", name="Sign in with your phone")).to_be_visible()
    assert kept_files(page) == 0


def test_somebody_else_on_the_same_phone_finds_none(phone, cast, site, small):
    page = chosen(begin(phone(user=cast.chen)), small)
    page.context.clear_cookies()
    sign_in(page.context, site, cast.bai)
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("别的事")
    wait_until(lambda: kept_files(page) == 0, "those of somebody else go")
    expect(page.get_by_text("Goes along")).to_have_count(0)


def test_begun_before_signing_in_they_are_taken_over_once(phone, cast, site, small):
    page = chosen(begin(phone()), small)
    sign_in(page.context, site, cast.chen)
    page.goto("/ask/")
    expect(page.get_by_text("Goes along")).to_have_count(1)


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL])
def test_a_phone_that_cannot_keep_them_says_so_and_sends_them(phone, cast, place, small, storage):
    place(at=timezone.now(), wish="前一件")
    page = phone(user=cast.chen)
    page.add_init_script(storage)
    begin(page)
    page.locator("#photos").set_input_files(small)
    expect(page.get_by_text("This phone cannot keep the photos")).to_be_visible()
    to_the_end(page)
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)


def test_without_scripts_it_is_a_plain_field(phone, cast, place, small):
    place(at=timezone.now(), wish="前一件")
    page = begin(phone(user=cast.chen, scripts=False))
    page.locator("#photos").set_input_files(small)
    send(page)
    expect(page.locator("#order-photos img")).to_have_count(1)
