"""Pages behind links: to follow an order and to rate it without signing in (X10, X14)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.orders.actions import claim_order, complete_order, note_progress, start_order
from dispatch.orders.links import issue_follow_link, issue_rating_link, token_of
from dispatch.orders.models import Order, OrderEvent, OrderLink, Rating
from realtime.channels import CHANNELS
from realtime.models import InboxEntry
from realtime.outbox.worker import deliver_due
from tests.pages.clock import stand_at

SECRET = "家住三组 12 号,电话 10900000001"
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def order(place, cast, now):
    placed = place(at=now - HOUR, wish=SECRET, address="三组 12 号")
    claim_order(placed.pk, agent=cast.wei, at=now - HOUR)
    start_order(placed.pk, agent=cast.wei, at=now - HOUR)
    note_progress(placed.pk, words=SECRET, by=cast.wei, at=now - HOUR)
    return placed


@pytest.fixture
def completed(order, cast, now):
    return complete_order(order.pk, agent=cast.wei, at=now, result=SECRET)


def follow(order, now):
    link = issue_follow_link(order, at=now)
    return reverse("citizen:follow", args=[token_of(link.pk, "follow")])


def rate(order, now):
    link = issue_rating_link(order, at=now)
    assert link
    return reverse("citizen:rate_by_link", args=[token_of(link.pk, "rate")])


def test_who_follows_by_the_link_sees_how_far_it_is_and_nothing_personal(visitor, completed, now):
    page = visitor.get(follow(completed, now)).content.decode()
    for words in (completed.number, "You sent your request", "魏代办 took it", "It is done"):
        assert words in page
    for personal in ("陈奶奶", "三组", "10900000001", "西山村", SECRET):
        assert personal not in page


def test_before_it_is_taken_the_link_shows_the_countdown_and_no_place(visitor, place, now):
    page = visitor.get(follow(place(at=now), now)).content.decode()
    assert "data-ring" in page and "The agents of the village have been told" in page
    assert "西山村" not in page


def test_who_came_is_shown_with_the_office_phone(visitor, order, now):
    page = visitor.get(follow(order, now)).content.decode()
    assert 'href="tel:0746-2210000"' in page and "10900000011" not in page


def test_the_page_asks_again_and_is_told_only_news(visitor, order, now):
    here = follow(order, now)
    seen = visitor.get(here).context["seen"]
    assert visitor.get(here + "live/", {"seen": seen}).status_code == 204
    assert visitor.get(here + "live/", {"seen": "0-0"}).status_code == 200


def test_addresses_with_a_token_are_neither_kept_nor_passed_on(visitor, completed, now):
    for here in (follow(completed, now), rate(completed, now), "/f/nope/", "/r/nope/"):
        answer = visitor.get(here)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Keep"] == "no"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex"


def test_who_asked_makes_a_link_and_takes_it_back(as_user, visitor, cast, place, now):
    order, chen = place(at=now), as_user(cast.chen)
    page = reverse("citizen:order", args=[order.pk])
    assert "/f/" not in chen.get(page).content.decode()
    chen.post(reverse("citizen:make_link", args=[order.pk]))
    address = chen.get(page).context["link_address"]
    path = address.removeprefix("http://testserver")
    assert visitor.get(path).status_code == 200
    assert visitor.get(path + "qr.svg")["Content-Type"] == "image/svg+xml"
    chen.post(reverse("citizen:withdraw_link", args=[order.pk]))
    answer = visitor.get(path)
    assert answer.status_code == 410 and "no longer valid" in answer.content.decode()
    assert visitor.get(path + "qr.svg").status_code == 410


@pytest.mark.parametrize("verb", ["make_link", "withdraw_link"])
def test_nobody_else_makes_or_takes_links(as_user, visitor, cast, place, now, verb):
    order = place(at=now)
    for browser in (as_user(cast.bai), as_user(cast.wei.user)):
        assert browser.post(reverse(f"citizen:{verb}", args=[order.pk])).status_code == 404
    assert visitor.post(reverse(f"citizen:{verb}", args=[order.pk])).status_code == 302
    assert not OrderLink.objects.exists()


def test_the_message_of_completion_carries_the_link_and_only_to_who_asked(visitor, completed, cast, now):
    while deliver_due(CHANNELS["inbox"], at=now):
        pass
    (entry,) = [entry for entry in InboxEntry.objects.all() if entry.link.startswith("/r/")]
    assert (entry.kind, entry.phone) == ("order_completed", cast.chen.phone)
    assert visitor.get(entry.link).status_code == 200


def test_who_comes_is_told_with_a_link_that_needs_no_sign_in(visitor, order, now):
    while deliver_due(CHANNELS["inbox"], at=now):
        pass
    link = InboxEntry.objects.get(kind="order_taken").link
    assert link.startswith("/f/") and order.number in visitor.get(link).content.decode()


def test_opening_the_link_rates_nothing_and_the_button_does(visitor, completed, cast, now):
    here = rate(completed, now)
    page = visitor.get(here).content.decode()
    visitor.head(here)
    assert not Rating.objects.exists()
    assert page.count('name="grade"') == 4 and "魏代办" in page and "陈奶奶" not in page
    answer = visitor.post(here, {"grade": "very_satisfied", "words": "好"}, follow=True)
    assert "Thank you" in answer.content.decode() and answer.status_code == 200
    rating = Rating.objects.get()
    assert (rating.grade, rating.words, rating.citizen) == ("very_satisfied", "好", cast.chen)


def test_opened_again_it_says_thank_you_and_sent_again_it_changes_nothing(visitor, completed, now):
    here = rate(completed, now)
    visitor.post(here, {"grade": "fair"})
    assert "To change your mind" in visitor.get(here).content.decode()
    assert visitor.post(here, {"grade": "unsatisfied"}).status_code == 409
    assert Rating.objects.get().grade == "fair"


def test_a_rating_without_a_face_is_asked_for_again_and_keeps_the_words(visitor, completed, now):
    here = rate(completed, now)
    answer = visitor.post(here, {"words": "来得很快"})
    assert answer.status_code == 422 and "来得很快" in answer.content.decode()
    assert 'id="problems"' in answer.content.decode()
    assert visitor.post(here, {"grade": "satisfied", "words": "来得很快"}).status_code == 302


def test_in_an_agents_session_there_is_nothing_to_rate(as_user, completed, cast, now):
    here = rate(completed, now)
    for user in (cast.wei.user, cast.dong.user):
        browser = as_user(user)
        answer = browser.get(here)
        assert answer.status_code == 403 and 'name="grade"' not in answer.content.decode()
        assert browser.post(here, {"grade": "very_satisfied"}).status_code == 403
    stranger = as_user(cast.bai)
    assert stranger.post(here, {"grade": "very_satisfied"}).status_code == 403
    assert 'action="/account/sign-out/"' in stranger.get(here).content.decode()
    assert not Rating.objects.exists()


def test_nor_in_a_browser_in_which_an_agent_was_signed_in_that_day(
    as_user, completed, cast, now, monkeypatch
):
    here, browser = rate(completed, now), as_user(cast.wen.user)
    browser.get("/agent/")
    assert browser.cookies["serving"]["httponly"]
    browser.post(reverse("account:sign_out"))
    assert browser.get(here).status_code == 403
    assert browser.post(here, {"grade": "very_satisfied"}).status_code == 403
    assert not Rating.objects.exists()
    # A day later it is anybody's phone again; a mark of somebody's own making says nothing.
    browser.cookies["serving"] = "agent:made-up"
    assert browser.get(here).status_code == 200


def test_after_fifteen_days_the_link_is_over(visitor, completed, now, monkeypatch):
    here = rate(completed, now)
    stand_at(monkeypatch, now + timedelta(days=15))
    assert visitor.get(here).status_code == 410
    assert visitor.post(here, {"grade": "fair"}).status_code == 410
    assert not Rating.objects.exists()


@pytest.mark.parametrize("door", ["f", "r"])
@pytest.mark.parametrize("token", ["nope", "0" * 32, "a" * 900])
def test_an_unknown_link_has_a_page_that_says_what_to_do(visitor, cast, door, token):
    answer = visitor.get(f"/{door}/{token}/")
    assert answer.status_code == 404 and "Sign in with your phone" in answer.content.decode()


def test_following_and_looking_change_nothing(visitor, order, now):
    here = follow(order, now)
    before = (Order.objects.get().version, OrderEvent.objects.count(), OrderLink.objects.count())
    for path in (here, here + "live/", here + "qr.svg"):
        visitor.get(path)
        assert visitor.post(path).status_code == 405
    assert before == (Order.objects.get().version, OrderEvent.objects.count(), OrderLink.objects.count())
