"""The first page, the items, and what the house knows of me."""

from datetime import timedelta
from io import BytesIO

import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from dispatch.catalogue.models import Alias
from dispatch.orders.actions import cancel_order, claim_order
from tests.pages.clock import text


def test_the_first_page_shows_the_popular_items(visitor, cast):
    cast.card.popular_rank = 1
    cast.card.save()
    page = text(visitor.get("/"))
    assert "老年优待证" in page
    assert "便利店" not in page
    assert "蓝山县" in page


def test_my_running_orders_stand_on_the_first_page_with_their_countdown(as_user, cast, place):
    order = place(at=timezone.now(), item_code=cast.card.code)
    page = text(as_user(cast.chen).get("/"))
    assert str(order.pk) in page
    assert "data-ring" in page


def test_nobody_sees_what_runs_for_others(as_user, visitor, cast, place):
    order = place(at=timezone.now())
    assert str(order.pk) not in text(as_user(cast.bai).get("/")) + text(visitor.get("/"))


def test_words_bring_items_and_always_a_way_on(visitor, cast):
    page = text(visitor.get(reverse("citizen:suggest"), {"wish": "老年优待证"}))
    assert reverse("citizen:item", args=[cast.card.code]) in page
    assert "None of these? Send it just as I said it" in page
    assert "Send it just as I said it; an agent asks back" in text(
        visitor.get(reverse("citizen:suggest"), {"wish": "zzzz"})
    )


def test_an_approved_way_of_saying_it_finds_the_item(visitor, cast):
    Alias.objects.create(item=cast.permit, text="想开个小卖部")
    assert cast.permit.name in text(
        visitor.get(reverse("citizen:suggest"), {"wish": "想开个小卖部", "as": "choices"})
    )


@pytest.mark.parametrize("wish", ["", "\x00", "😀" * 5000, "<script>", "' or 1=1 --", "％＿", "\\"])
def test_odd_words_are_answered(visitor, cast, wish):
    for form in ("", "choices"):
        answer = visitor.get(reverse("citizen:suggest"), {"wish": wish, "as": form})
        assert answer.status_code == 200
        assert "<script>" not in text(answer)


def test_items_are_found_by_category_and_by_words(visitor, cast):
    items = reverse("citizen:items")
    assert "开办经营" in text(visitor.get(items))
    assert cast.permit.name in text(visitor.get(items, {"category": "开办经营"}))
    assert cast.card.name not in text(visitor.get(items, {"category": "开办经营"}))
    assert cast.card.name in text(visitor.get(items, {"q": "老年优待证"}))
    assert "Nothing found under these words" in text(visitor.get(items, {"q": "zzzz\x00"}))


def test_an_item_says_what_is_needed_and_what_was_not_verified(visitor, cast):
    cast.card.materials = ["居民身份证", "一寸照片"]
    cast.card.promised_days, cast.card.statutory_days = 3, 20
    cast.card.statutory_law = "《湖南省老年人权益保障条例》"
    cast.card.provenance = {"materials_basis": "assigned", "statutory_checked": "memory"}
    cast.card.save()
    page = text(visitor.get(reverse("citizen:item", args=[cast.card.code])))
    for words in ("居民身份证", "3 working days (promised)", "by law: 20 working days", "县民政局", "条例"):
        assert words in page
    assert "Not checked with the bureau yet." in page
    assert "The legal time limit has not been verified." in page
    assert f"{reverse('citizen:ask')}?item={cast.card.code}" in page


def test_what_was_looked_up_carries_no_doubt(visitor, cast):
    cast.card.materials, cast.card.statutory_days = ["居民身份证"], 20
    cast.card.provenance = {
        "materials_basis": "sourced",
        "statutory_checked": "page",
        "level_basis": "sourced",
    }
    cast.card.save()
    page = text(visitor.get(reverse("citizen:item", args=[cast.card.code])))
    assert "verified" not in page
    assert "Not checked" not in page


def test_an_item_carries_its_own_address_as_a_qr_code(visitor, cast):
    path = reverse("citizen:item", args=[cast.card.code])
    page = text(visitor.get(path))
    assert f"http://testserver{path}" in page
    picture = reverse("citizen:item_qr", args=[cast.card.code])
    assert f'src="{picture}"' in page
    answer = visitor.get(picture)
    drawing = BytesIO()
    code = segno.make(f"http://testserver{path}", error="m")
    code.save(drawing, kind="svg", border=2, omitsize=True, dark="#1b2420", light="#fff", xmldecl=False)
    assert (answer["Content-Type"], answer.content) == ("image/svg+xml", drawing.getvalue())


@pytest.mark.parametrize("code", ["LS999", "nope"])
def test_an_item_that_is_not_offered_does_not_exist(visitor, cast, code):
    assert visitor.get(f"/items/{code}/").status_code == 404
    assert visitor.get(f"/items/{code}/qr.svg").status_code == 404
    cast.card.is_active = False
    cast.card.save()
    assert visitor.get(reverse("citizen:item", args=[cast.card.code])).status_code == 404


def test_my_orders_are_mine_the_running_ones_first(as_user, cast, place):
    now = timezone.now()
    ended = place(at=now)
    cancel_order(ended.pk, by=cast.chen, at=now)
    running = place(at=now - timedelta(hours=1))
    page = text(as_user(cast.chen).get(reverse("citizen:orders")))
    assert page.index(str(running.pk)) < page.index(str(ended.pk))
    assert "Nothing here yet" in text(as_user(cast.bai).get(reverse("citizen:orders")))


def test_many_ended_orders_are_turned_over_in_pages(as_user, cast, place):
    now = timezone.now()
    for index in range(22):
        order = place(at=now - timedelta(minutes=index))
        cancel_order(order.pk, by=cast.chen, at=now)
    browser = as_user(cast.chen)
    assert len(browser.get("/orders/").context["ended"]) == 20
    assert len(browser.get("/orders/?page=2").context["ended"]) == 2
    assert browser.get("/orders/?page=zzz").status_code == 200


def test_lists_take_few_statements_however_long(as_user, cast, place, django_assert_num_queries):
    now = timezone.now()
    browser = as_user(cast.chen)
    for index in range(3):
        order = place(at=now, item_code=cast.card.code)
        claim_order(order.pk, agent=cast.wei, at=now)
        cancel_order(place(at=now - timedelta(minutes=index)).pk, by=cast.chen, at=now)
    # Session, person, running, count, ended.
    with django_assert_num_queries(5):
        browser.get(reverse("citizen:orders"))
    # Session, person, popular, running, announcements.
    with django_assert_num_queries(5):
        browser.get("/")


def test_my_name_can_be_changed(as_user, cast):
    browser = as_user(cast.chen)
    browser.post("/me/", {"name": "陈秀英"})
    cast.chen.refresh_from_db()
    assert cast.chen.name == "陈秀英"


@pytest.mark.parametrize("name", ["", "陈" * 51])
def test_a_name_that_cannot_be_kept_is_refused_and_shown_again(as_user, cast, name):
    answer = as_user(cast.chen).post("/me/", {"name": name})
    assert answer.status_code == 422
    assert answer.context["name"] == name
    cast.chen.refresh_from_db()
    assert cast.chen.name == "陈奶奶"


@pytest.mark.parametrize("path", ["/orders/", "/me/", "/me/data/", "/me/data/export/"])
def test_what_is_mine_needs_a_sign_in(visitor, path):
    assert visitor.get(path).url.startswith(reverse("account:sign_in"))


@pytest.mark.parametrize("path", ["/", "/items/", "/suggest/"])
def test_reading_pages_take_no_posts(visitor, path):
    assert visitor.post(path).status_code == 405
