"""A refusal is a page with a sentence and the right number; a fault of ours asks nothing of what may be broken."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from frontend.account.errors import server_error


def test_a_page_that_does_not_exist_says_so(visitor):
    answer = visitor.get("/nothing/here/")
    assert answer.status_code == 404
    assert "This page does not exist" in answer.content.decode()


def test_an_order_of_somebody_else_is_nobodys_business(as_user, cast, place):
    answer = as_user(cast.bai).get(reverse("citizen:order", args=[place().pk]))
    assert answer.status_code == 404
    assert "not yours to see" in answer.content.decode()


def test_a_form_sent_by_somebody_signed_out_leads_to_its_own_page(visitor, place):
    order = place()
    page = reverse("citizen:order", args=[order.pk])
    answer = visitor.post(
        reverse("citizen:note", args=[order.pk]),
        {"words": "x"},
        headers={"referer": f"http://testserver{page}"},
    )
    assert answer.url == f"{reverse('account:sign_in')}?next={page.replace('/', '%2F')}"


def test_a_fragment_asked_for_by_somebody_signed_out_moves_the_whole_page(visitor, place):
    path = reverse("citizen:order_live", args=[place().pk])
    answer = visitor.get(path, headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith(reverse("account:sign_in"))


def test_a_form_without_its_token_is_refused_in_words(cast):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True, headers={"accept-language": "en"}).post("/ask/", {})
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()


@pytest.mark.django_db(databases=[])
def test_our_own_fault_is_told_without_a_database(settings):
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"<main" in answer.content
