"""拍个照就行: photos in the form of a request, with and without a proven phone. No order is lost or doubled by one."""

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from dispatch.casework.photos.models import Photo, WaitingPhoto
from dispatch.orders.models import Order
from tests.casework.pictures import from_a_camera, jpeg
from tests.pages.clock import text

pytestmark = pytest.mark.usefixtures("media")
ASK = "/ask/"
RED, GREEN, BLUE = (jpeg(colour=colour) for colour in ("red", "green", "blue"))


def some(*contents):
    """Files as a form sends them; names say nothing."""
    return {"photos": [SimpleUploadedFile(f"IMG_{n}.jpg", content) for n, content in enumerate(contents)]}


def test_the_form_offers_as_many_as_the_policy_says(visitor, cast):
    assert "up to 12." in text(visitor.get(ASK))
    cast.policy.photos_max = 0
    cast.policy.save()
    assert 'name="photos"' not in text(visitor.get(ASK))


def test_photos_go_along_and_are_shown_on_the_orders_page(as_user, cast, asked):
    browser = as_user(cast.chen)
    page = text(browser.post(ASK, {**asked(), **some(RED, from_a_camera())}, follow=True))
    order = Order.objects.get()
    assert Photo.objects.filter(order=order, citizen=cast.chen).count() == 2
    assert "You added 2 photos" in page
    for photo in Photo.objects.all():
        shown = reverse("photos:photo", args=[order.pk, photo.pk, "full"])
        assert shown in page and browser.get(shown).status_code == 200
        assert as_user(cast.bai).get(shown).status_code == 404
        assert b"Handset" not in browser.get(shown).content


def test_sending_twice_is_one_order_and_each_photo_once(as_user, cast, asked):
    browser, form = as_user(cast.chen), asked()
    for _ in range(2):
        assert browser.post(ASK, {**form, **some(RED, GREEN)}).status_code == 302
    assert (Order.objects.count(), Photo.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"hello", "This is not a photo that can be read."),
        (jpeg(900, 900)[:-300], "This photo did not arrive whole."),
        (RED + b"\0" * (11 * 2**20), "This photo is too large: at most 10 MB."),
        (RED + b"\0" * (21 * 2**20), "Together the photos are too large: at most 20 MB at once."),
    ],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_bad_photo_stays_behind_with_a_sentence_and_the_request_goes(
    as_user, visitor, cast, asked, codes, content, sentence, is_signed_in
):
    browser = as_user(cast.chen) if is_signed_in else visitor
    # The large one first: what comes after it in the form arrives all the same.
    form = {"id": asked()["id"], **some(content, RED), **asked()}
    page = text(browser.post(ASK, form, follow=True))
    assert sentence in page
    if not is_signed_in:
        browser.post(reverse("account:code"), {"code": codes[-1]})
    order = Order.objects.get()
    assert (order.wish, order.applicant_name) == (form["wish"], form["applicant_name"])
    assert Photo.objects.filter(order=order).count() == 1


def test_too_many_are_said_and_the_rest_goes_along(as_user, cast, asked):
    cast.policy.photos_max = 2
    cast.policy.save()
    page = text(as_user(cast.chen).post(ASK, {**asked(), **some(RED, GREEN, BLUE)}, follow=True))
    assert "At most 2 photos go with a request." in page
    assert (Order.objects.count(), Photo.objects.count()) == (1, 2)


def test_a_full_disk_costs_the_photo_and_not_the_request(as_user, cast, asked, settings, tmp_path):
    (tmp_path / "no-folder").write_text("")
    settings.MEDIA_ROOT = str(tmp_path / "no-folder")
    page = text(as_user(cast.chen).post(ASK, {**asked(), **some(RED)}, follow=True))
    assert "The photo could not be kept just now." in page
    assert (Order.objects.count(), Photo.objects.count()) == (1, 0)


# ---- while the form is mended, and while the phone is proven


def test_photos_wait_while_the_form_is_mended(as_user, cast, asked):
    browser, form = as_user(cast.chen), asked()
    answer = browser.post(ASK, {**form, "applicant_phone": "1", **some(RED, b"hello")})
    page = text(answer)
    assert answer.status_code == 422
    assert "1 photo is kept and goes along." in page
    assert page.count("This is not a photo that can be read.") >= 2 and 'href="#photos"' in page
    waiting = WaitingPhoto.objects.get()
    shown = browser.get(reverse("photos:waiting", args=[waiting.pk]))
    assert Image.open(BytesIO(shown.content)).size == (300, 200)
    # Sent once more by a browser that chose the same picture again, and mended: one photo.
    browser.post(ASK, {**form, **some(RED)})
    assert (Photo.objects.count(), WaitingPhoto.objects.exists()) == (1, False)
    assert Photo.objects.get().order_id == UUID(form["id"])


def test_one_that_waits_can_be_left_out_again(as_user, cast, asked):
    browser, form = as_user(cast.chen), asked()
    browser.post(ASK, {**form, "wish": "", **some(RED, GREEN)})
    out = WaitingPhoto.objects.first()
    browser.post(ASK, {**form, "leave_out": [str(out.pk), "nonsense"]})
    assert Photo.objects.count() == 1 and not WaitingPhoto.objects.exists()


def test_photos_wait_for_the_phone_to_be_proven(visitor, cast, asked, codes):
    form = asked()
    assert visitor.post(ASK, {**form, **some(RED, GREEN)}).url == reverse("account:code")
    assert not Order.objects.exists()
    assert "2 photos are kept and go along." in text(visitor.get(f"{ASK}?draft=1"))
    visitor.post(reverse("account:code"), {"code": codes[-1]})
    order = Order.objects.get()
    assert (str(order.pk), order.photos.filter(citizen=cast.chen).count()) == (form["id"], 2)
    assert not WaitingPhoto.objects.exists()


def test_for_a_relative_they_wait_for_the_own_number(visitor, cast, asked, codes):
    form = asked(for_whom="other", applicant_name="李奶奶", applicant_phone="10900000077")
    visitor.post(ASK, {**form, **some(RED)})
    visitor.post(reverse("account:sign_in"), {"phone": "10900000002", "send": form["id"]})
    visitor.post(reverse("account:code"), {"code": codes[-1]})
    assert Photo.objects.get().citizen == cast.bai


def test_another_form_of_the_same_session_takes_none_of_them(as_user, cast, asked):
    browser, first = as_user(cast.chen), asked()
    browser.post(ASK, {**first, "wish": "", **some(RED)})
    browser.post(ASK, asked(wish="别的事"))
    assert not Photo.objects.exists()
    browser.post(ASK, first)
    assert Photo.objects.get().order_id == UUID(first["id"])


def test_what_waits_is_shown_and_given_to_nobody_else(as_user, visitor, cast, asked):
    form = asked()
    as_user(cast.chen).post(ASK, {**form, "wish": "", **some(RED)})
    waiting = WaitingPhoto.objects.get()
    for browser in (visitor, as_user(cast.bai), as_user(cast.li.user)):
        assert browser.get(reverse("photos:waiting", args=[waiting.pk])).status_code == 404
        browser.post(ASK, {**form, "leave_out": str(waiting.pk), "wish": ""})
    as_user(cast.bai).post(ASK, asked(id=form["id"]))
    assert WaitingPhoto.objects.filter(pk=waiting.pk).exists() and not Photo.objects.exists()


def test_without_a_photo_placing_costs_what_it_did(as_user, cast, asked):
    browser = as_user(cast.chen)
    browser.post(ASK, asked())
    with CaptureQueriesContext(connection) as with_none:
        browser.post(ASK, asked())
    assert not [each for each in with_none if '"photos_' in each["sql"].replace('"photos_max"', "")]
