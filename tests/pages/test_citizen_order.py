"""The order as the one who asked sees it: what happens next, who came, what may be done, who looked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.orders.actions import (
    cancel_order,
    claim_order,
    complete_order,
    note_progress,
    rate_order,
    release_order,
    reveal_applicant,
    start_order,
    suspend_order,
)
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import State

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


def page_of(order, name="order"):
    return reverse(f"citizen:{name}", args=[order.pk])


def read(browser, order):
    return browser.get(page_of(order)).content.decode()


@pytest.fixture
def chen(as_user, cast):
    return as_user(cast.chen)


@pytest.fixture
def done(place, cast, now):
    order = place(at=now - timedelta(hours=3), item_code=cast.card.code)
    claim_order(order.pk, agent=cast.wei, at=now - timedelta(hours=3))
    start_order(order.pk, agent=cast.wei, at=now - timedelta(hours=2))
    return complete_order(order.pk, agent=cast.wei, at=now - timedelta(hours=1), result="证已经送到家。")


def test_a_fresh_order_counts_down_and_says_what_comes(chen, place, now):
    page = read(chen, place(at=now - 4 * MINUTE))
    assert "data-ring" in page
    assert "The agents of 西山村 have been told" in page
    assert "2 agents of 西山村 were told." in page
    assert "If none of them takes it in this time, all agents of the county are told." in page


def test_after_ten_minutes_the_county_is_asked_though_nothing_announced_it(chen, place, now):
    page = read(chen, place(at=now - 10 * MINUTE))
    assert "All agents of the county are being asked" in page
    assert "4 agents are on duty now." in page
    assert "data-ring" not in page


def test_nobody_on_duty_says_so(chen, place, cast, now):
    for agent in (cast.wei, cast.wen):
        agent.is_on_duty = False
        agent.save()
    assert "Nobody in your village is on duty right now." in read(chen, place(at=now))


def test_who_came_is_shown_with_post_and_office_phone(chen, place, cast, now):
    order = place(at=now - MINUTE)
    claim_order(order.pk, agent=cast.wei, at=now)
    page = read(chen, order)
    assert all(
        words in page for words in ("魏代办", "grid worker", 'href="tel:0746-2210000"', "You get a call by")
    )
    # The agent's own number is nobody's business.
    assert "10900000011" not in page


def test_when_it_will_be_done_is_said(chen, place, cast, now):
    order = place(at=now)
    claim_order(order.pk, agent=cast.wei, at=now)
    Order.objects.filter(pk=order.pk).update(due_at=now + timedelta(days=3))
    assert "at the latest." in read(chen, order)
    Order.objects.filter(pk=order.pk).update(due_at=None)
    assert "The date will be announced" in read(chen, order)


def test_the_story_is_told_in_order(chen, place, cast, now):
    order = place(at=now - 9 * MINUTE)
    claim_order(order.pk, agent=cast.wei, at=now - 8 * MINUTE)
    release_order(order.pk, agent=cast.wei, reason="家里有事", at=now - 7 * MINUTE)
    claim_order(order.pk, agent=cast.wen, at=now - 6 * MINUTE)
    start_order(order.pk, agent=cast.wen, at=now - 5 * MINUTE)
    note_progress(order.pk, words="明天来取身份证", by=cast.wen, at=now - 4 * MINUTE)
    suspend_order(order.pk, agent=cast.wen, reason="缺一张照片", at=now - 3 * MINUTE)
    lines = chen.get(page_of(order)).context["lines"]
    assert [line.title for line in lines] == [
        "You sent your request",
        "魏代办 took it",
        "Your agent could not do it",
        "文代办 took it",
        "Your agent got in touch",
        "News from 文代办",
        "Waiting for papers",
    ]
    assert [line.said for line in lines[-2:]] == ["明天来取身份证", "缺一张照片"]
    # Why an agent gave it back is between the agent and the office.
    assert "家里有事" not in read(chen, order)


def test_a_done_order_shows_its_result_and_asks_for_a_rating(chen, done):
    page = read(chen, done)
    assert "证已经送到家。" in page
    assert page.count('name="grade"') == 4
    assert "How was it?" in page


@pytest.mark.parametrize("grade", ["very_satisfied", "satisfied", "fair", "unsatisfied"])
def test_each_of_four_faces_is_a_rating(chen, done, grade):
    chen.post(page_of(done, "rate"), {"grade": grade, "words": "谢谢"})
    rating = Rating.objects.get()
    assert (rating.grade, rating.words) == (grade, "谢谢")


def test_no_face_chosen_is_said_and_the_words_are_kept(chen, done):
    answer = chen.post(page_of(done, "rate"), {"words": "办得很好"})
    assert answer.status_code == 422
    assert "Please choose one of the options." in answer.content.decode()
    assert answer.context["said"]["words"] == "办得很好"


def test_a_rating_can_be_changed_for_seven_days(chen, cast, done, now):
    rate_order(done.pk, grade="unsatisfied", by=cast.chen, at=now - timedelta(minutes=30))
    assert "Changed your mind?" in read(chen, done)
    chen.post(page_of(done, "rate"), {"grade": "satisfied"})
    assert Rating.objects.get(superseded_at=None).grade == "satisfied"
    Rating.objects.update(rated_at=now - timedelta(days=7))
    assert "Changed your mind?" not in read(chen, done)


def test_after_the_rating_closed_it_is_not_asked_for(chen, done, now):
    Order.objects.filter(pk=done.pk).update(rating_closes_at=now)
    assert "How was it?" not in read(chen, done)
    assert chen.post(page_of(done, "rate"), {"grade": "fair"}).status_code == 409


def test_something_can_be_added(chen, place, now):
    order = place(at=now)
    assert chen.post(page_of(order, "note"), {"words": "我下午在家"}).url == page_of(order)
    assert "我下午在家" in read(chen, order)


def test_adding_nothing_or_too_much_is_said_and_kept(chen, place, now):
    order = place(at=now)
    assert "Please fill this in." in chen.post(page_of(order, "note"), {"words": " "}).content.decode()
    answer = chen.post(page_of(order, "note"), {"words": "长" * 501})
    assert answer.status_code == 422
    assert "长" * 501 in answer.content.decode()


def test_it_can_be_withdrawn(chen, place, now):
    order = place(at=now)
    chen.post(page_of(order, "cancel"), {"reason": "已经办好了"})
    order.refresh_from_db()
    assert order.state == State.CANCELLED
    assert "Nobody is working on it any more." in read(chen, order)


def test_a_stale_page_is_told_how_things_stand(chen, cast, done):
    answer = chen.post(page_of(done, "cancel"))
    assert answer.status_code == 409
    assert "This order has moved on in the meantime. It is now: completed." in answer.content.decode()


def test_withdrawing_twice_is_withdrawing_once(chen, place, cast, now):
    order = place(at=now)
    cancel_order(order.pk, by=cast.chen, at=now)
    assert chen.post(page_of(order, "cancel")).status_code == 302


def test_who_looked_at_the_number_is_shown(chen, place, cast, now):
    order = place(at=now)
    order = claim_order(order.pk, agent=cast.wei, at=now)
    reveal_applicant(order, to=cast.wei, why="call", at=now)
    reveal_applicant(order, to=cast.li, why="desk", at=now)
    names = [reveal["name"] for reveal in chen.get(page_of(order)).context["reveals"]]
    assert names == ["魏代办", "李主任"]


@pytest.mark.parametrize("name", ["order", "order_live"])
def test_only_the_one_who_asked_sees_it(as_user, cast, place, name, now):
    order = place(at=now)
    for other in (cast.bai, cast.wei.user, cast.li.user):
        assert as_user(other).get(page_of(order, name)).status_code == 404


@pytest.mark.parametrize("verb", ["cancel", "note", "rate"])
def test_only_the_one_who_asked_acts(as_user, cast, place, done, verb):
    said = {"words": "x", "grade": "satisfied"}
    for order in (done, place(at=timezone.now())):
        assert as_user(cast.bai).post(page_of(order, verb), said).status_code == 404
        order.refresh_from_db()
        assert order.state != State.CANCELLED
    assert not Rating.objects.exists()


@pytest.mark.parametrize("verb", ["cancel", "note", "rate"])
def test_reading_an_address_never_acts(chen, place, verb, now):
    assert chen.get(page_of(place(at=now), verb)).status_code == 405


def test_whose_number_an_officer_filed_it_under_sees_it(as_user, cast, place, now):
    order = place(
        at=now, by=cast.li, channel="counter", applicant_phone="10900000002", applicant_name="白老板"
    )
    browser = as_user(cast.bai)
    assert "An officer wrote down your request" in read(browser, order)
    assert browser.post(page_of(order, "note"), {"words": "下午来"}).status_code == 302
    assert str(order.pk) in browser.get(reverse("citizen:orders")).content.decode()


def test_the_living_part_is_sent_again_only_when_it_changed(chen, place, cast, now):
    order = place(at=now)
    first = chen.get(page_of(order, "order_live"))
    assert first.status_code == 200
    etag = first["ETag"]
    again = chen.get(page_of(order, "order_live"), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    claim_order(order.pk, agent=cast.wei, at=now)
    moved = chen.get(page_of(order, "order_live"), headers={"if-none-match": etag})
    assert moved.status_code == 200
    assert moved["ETag"] != etag


def test_the_living_part_changes_when_the_ten_minutes_are_over(chen, place, now):
    order = place(at=now)
    etag = chen.get(page_of(order, "order_live"))["ETag"]
    Order.objects.filter(pk=order.pk).update(placed_at=now - 11 * MINUTE, broaden_at=now - MINUTE)
    assert chen.get(page_of(order, "order_live"), headers={"if-none-match": etag}).status_code == 200


def test_reading_an_order_takes_few_statements_however_long_its_story(
    chen, place, cast, now, django_assert_num_queries
):
    order = place(at=now, item_code=cast.card.code)
    order = claim_order(order.pk, agent=cast.wei, at=now)
    start_order(order.pk, agent=cast.wei, at=now)
    # Session, person, order, story, the agent's record, who looked, the link to follow by, photos.
    with django_assert_num_queries(8):
        chen.get(page_of(order))
    for index in range(5):
        note_progress(order.pk, words=str(index), by=cast.wei, at=now)
        reveal_applicant(order, to=cast.wei, why="call", at=now)
        reveal_applicant(order, to=cast.li, why="desk", at=now)
    with django_assert_num_queries(8):
        chen.get(page_of(order))


def test_the_agent_s_record_counts_what_is_done_and_who_was_satisfied(chen, place, cast, now):
    for index in range(5):
        order = place(at=now - timedelta(hours=index + 1))
        claim_order(order.pk, agent=cast.wei, at=now)
        start_order(order.pk, agent=cast.wei, at=now)
        complete_order(order.pk, agent=cast.wei, at=now, result="好")
        rate_order(order.pk, grade="unsatisfied" if index == 0 else "satisfied", by=cast.chen, at=now)
    rate_order(order.pk, grade="very_satisfied", by=cast.chen, at=now, words="改了")
    running = claim_order(place(at=now).pk, agent=cast.wei, at=now)
    record = chen.get(page_of(running)).context["record"]
    assert (record.completed, record.satisfied_percent) == (5, 80)
