"""What each may see (S3) and how a browser's cookie is guarded (S7). Who may do what is walked in ``tests/trust``."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils import timezone

from agents.models import County, Officer
from agents.sign_in.session_store import SessionStore
from agents.sign_in.sessions import start_session
from dispatch.orders.actions import claim_order, complete_order, note_progress, start_order
from dispatch.orders.models import Order, Reveal
from tests.api.conftest import Caller, is_problem
from tests.cast import make_officer

NOW = timezone.now
PHOTO_ID = UUID("00000000-0000-4000-8000-00000000f070")

# What each may see (S3)


def test_before_the_claim_nothing_personal_is_seen(cast, place, dong):
    order = place(
        at=NOW() - timedelta(hours=1),
        wish="请打我电话13800138000,身份证431127195001011234",
        address="西山村3组12号",
        preferred_time="打13800138000",
    )
    for said in (dong.get("/board").content.decode(), dong.get(f"/orders/{order.pk}").content.decode()):
        text = json.dumps(json.loads(said), ensure_ascii=False)
        for secret in ("13800138000", "431127195001011234", "陈奶奶", "10900000001", "12号"):
            assert secret not in text
    is_problem(dong.post(f"/orders/{order.pk}/reveal"), 403, "not_permitted")


def test_after_the_end_words_are_masked_again(cast, place, wei_calls):
    long_ago = NOW() - timedelta(days=31)
    order = place(at=long_ago, wish="请打我电话13800138000")
    claim_order(order.pk, agent=cast.wei, at=long_ago)
    start_order(order.pk, agent=cast.wei, at=long_ago)
    note_progress(order.pk, words="换号13800138001", by=cast.chen, at=long_ago)
    # Who carries it reads what is said on the way; the wish with its numbers comes by a reveal, which is written down.
    assert wei_calls.get(f"/orders/{order.pk}").json()["wish"] == "请打我电话138****8000"
    assert "13800138001" in wei_calls.get(f"/orders/{order.pk}/events").content.decode()
    assert wei_calls.post(f"/orders/{order.pk}/reveal").json()["wish"] == "请打我电话13800138000"
    complete_order(order.pk, agent=cast.wei, result="办好了,电话13800138002", at=long_ago)
    closed = wei_calls.get(f"/orders/{order.pk}").json()
    assert closed["wish"] == "请打我电话138****8000" and "13800138002" not in closed["result"]
    assert "1380013800" not in wei_calls.get(f"/orders/{order.pk}/events").content.decode()
    is_problem(wei_calls.post(f"/orders/{order.pk}/reveal"), 403, "not_permitted")


def test_officers_see_words_masked_and_no_applicant(cast, place, li, sun):
    order = place(at=NOW(), wish="请打我电话13800138000")
    for officer in (li, sun):
        seen = officer.get(f"/orders/{order.pk}").json()
        assert (seen["view"], seen["applicant"], seen["wish"]) == ("officer", None, "请打我电话138****8000")
    assert li.post(f"/orders/{order.pk}/reveal").json()["name"] == "陈奶奶"
    is_problem(sun.post(f"/orders/{order.pk}/reveal"), 403, "not_permitted")


def test_a_citizen_does_not_file_at_the_counter(cast, chen, body):
    is_problem(chen.post("/orders", body(channel="counter")), 403, "not_an_officer")


def test_an_auditor_files_nothing(cast, sun, body):
    is_problem(sun.post("/orders", body(channel="counter")), 403, "not_permitted")
    is_problem(sun.post("/orders", body()), 422, "not_a_choice", "channel")


def test_an_officer_of_another_county_has_nothing_here(cast, place):
    order = place(at=NOW() - timedelta(hours=3))
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    manager = make_officer(county, "外县主任", "fa", Officer.Role.COUNTY_MANAGER, at=NOW(), on_desk=True)
    foreign = Caller(manager.user)
    for path in ("/orders", "/desk", "/agents", "/items", "/townships"):
        assert foreign.get(path).json()["rows"] == [], path
    is_problem(foreign.get("/villages", {"township": "431127102000"}), 422, "unknown_township", "township")
    is_problem(foreign.get("/items/LS002"), 404, "not_found")
    here = f"/orders/{order.pk}"
    for read in (here, f"{here}/events", f"{here}/reveals"):
        is_problem(foreign.get(read), 404, "order_not_found")
    for verb in ("reveal", "cancel"):
        is_problem(foreign.post(f"{here}/{verb}"), 404, "order_not_found")
    is_problem(foreign.post(f"{here}/confirm-item", {"item_code": "LS002"}), 404, "order_not_found")
    is_problem(foreign.post(f"{here}/assign", {"agent_id": cast.wei.pk}), 422, "unknown_agent", "agent_id")
    is_problem(
        foreign.post(f"{here}/locate", {"grid_code": cast.west.code}), 422, "unknown_grid", "grid_code"
    )
    assert Order.objects.get(pk=order.pk).version == 1 and not Reveal.objects.exists()


# Cookies (S7)


@pytest.fixture
def browser(cast):
    """Grandmother Chen's, signed in on a page; it checks CSRF as a real one would be."""
    client = Client(enforce_csrf_checks=True)
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    start_session(request, cast.chen)
    request.session.save()
    client.cookies["session"] = str(request.session.session_key)
    return client


def csrf_token(browser) -> str:
    """As a page's form would hold it, with its cookie set."""
    request = RequestFactory().get("/")
    token = get_token(request)
    browser.cookies["csrf"] = request.META["CSRF_COOKIE"]
    return token


def test_a_cookie_reads(browser):
    assert browser.get("/api/v1/me").json()["name"] == "陈奶奶"


def test_a_cookie_alone_writes_nothing(browser, body):
    response = browser.post("/api/v1/orders", body(), content_type="application/json")
    is_problem(response, 403, "csrf_failed")
    assert not Order.objects.exists()


def test_a_cookie_writes_with_its_token(browser, body):
    headers = {"X-CSRFToken": csrf_token(browser)}
    response = browser.post("/api/v1/orders", body(), content_type="application/json", headers=headers)
    assert response.status_code == 201


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://testserver.evil.example"])
def test_a_foreign_origin_writes_nothing(browser, body, origin):
    headers = {"X-CSRFToken": csrf_token(browser), "Origin": origin}
    response = browser.post("/api/v1/orders", body(), content_type="application/json", headers=headers)
    is_problem(response, 403, "csrf_failed")


def test_a_bad_token_is_not_made_good_by_a_cookie(browser):
    response = browser.get("/api/v1/me", headers={"Authorization": "Bearer made-up"})
    is_problem(response, 401, "signed_out")


def test_a_token_needs_no_csrf(cast, body):
    caller = Caller(cast.chen)
    caller.client = Client(enforce_csrf_checks=True)
    assert caller.post("/orders", body(id=str(uuid4()))).status_code == 201
