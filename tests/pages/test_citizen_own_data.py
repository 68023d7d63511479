"""My data: what is kept, who looked at my number, a copy, and an end to it (X12, S26)."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agents.models import User
from dispatch.orders.actions import cancel_order, claim_order, reveal_applicant

PAGE = "/me/data/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def chen(as_user, cast):
    return as_user(cast.chen)


def test_it_says_who_looked_at_my_number_and_when(chen, cast, place, now):
    order = place(at=now)
    claimed = claim_order(order.pk, agent=cast.wei, at=now)
    reveal_applicant(claimed, to=cast.wei, why="call", at=now)
    other = place(at=now, by=cast.bai, applicant_phone="10900000002")
    reveal_applicant(claim_order(other.pk, agent=cast.wen, at=now), to=cast.wen, why="call", at=now)
    page = chen.get(PAGE).content.decode()
    assert "魏代办" in page and "文代办" not in page and "109****0001" in page


def test_the_copy_is_a_file_with_my_words_in_it(chen, place, now):
    place(at=now, wish="屋里漏雨")
    answer = chen.get(reverse("citizen:export"))
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer["Cache-Control"] == "private, no-store"
    kept = json.loads(answer.content)
    assert set(kept) >= {"made_at", "person", "orders", "messages"}
    assert kept["orders"][0]["words"] == "屋里漏雨" and "屋里漏雨" in answer.content.decode()


def test_the_copy_takes_few_statements_however_many_orders(chen, cast, place, now, django_assert_num_queries):
    for index in range(3):
        claim_order(place(at=now - timedelta(minutes=index)).pk, agent=cast.wei, at=now)
    # Session, person, devices, consent, orders, events, ratings, looks, photos, messages.
    with django_assert_num_queries(12):
        chen.get(reverse("citizen:export"))


def test_it_is_erased_only_when_i_am_sure_and_then_i_am_signed_out(chen, cast, place, now):
    cancel_order(place(at=now).pk, by=cast.chen, at=now)
    answer = chen.post(reverse("citizen:erase"))
    assert answer.status_code == 422 and 'href="#sure"' in answer.content.decode()
    answer = chen.post(reverse("citizen:erase"), {"sure": "1"}, follow=True)
    assert "Your data is erased." in answer.content.decode()
    assert chen.get(PAGE).url.startswith(reverse("account:sign_in"))
    assert not User.objects.get(pk=cast.chen.pk).is_active


def test_while_a_request_runs_the_page_says_so_and_the_door_refuses(chen, cast, place, now):
    place(at=now)
    assert "1 request is still running." in chen.get(PAGE).content.decode()
    assert chen.post(reverse("citizen:erase"), {"sure": "1"}).status_code == 409
    assert User.objects.get(pk=cast.chen.pk).is_active


def test_agents_are_told_that_the_office_comes_first(as_user, cast):
    browser = as_user(cast.wei.user)
    assert "the office ends that first" in browser.get(PAGE).content.decode()
    assert browser.post(reverse("citizen:erase"), {"sure": "1"}).status_code == 403


def test_erasing_is_not_done_by_looking(chen, cast):
    assert chen.get(reverse("citizen:erase")).status_code == 405
    assert User.objects.get(pk=cast.chen.pk).is_active
