"""Who may do what (S1, S5, S7): every operation of the document has its line here."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils import timezone

from agents.endpoints import register_endpoint
from agents.models import County, Endpoint, Officer
from agents.sign_in.session_store import SessionStore
from agents.sign_in.sessions import start_session
from dispatch.casework.photos.actions import add_photo
from dispatch.orders.actions import claim_order, complete_order, start_order
from dispatch.orders.models import Order, OrderEvent, Reveal
from frontend.api.v1 import v1
from tests.api.conftest import Caller, is_problem
from tests.casework.pictures import jpeg
from tests.cast import make_officer

NOW = timezone.now
PHOTO_ID = UUID("00000000-0000-4000-8000-00000000f070")

# Of each operation: who may, of asker, another citizen, the carrying agent, another agent of the grid, an agent of
# another grid, an officer, an auditor. Bodies are right, so that nothing but the person decides.
EVERYBODY = {"asker", "citizen", "carrier", "colleague", "neighbour", "officer", "auditor"}
AGENTS = {"carrier", "colleague", "neighbour"}
OFFICERS = {"officer", "auditor"}
NEW = {"wish": "低保", "applicant_name": "甲", "applicant_phone": "10900000001"}

MAY = {
    ("get", "/me"): EVERYBODY,
    ("put", "/duty"): AGENTS,
    ("get", "/endpoints"): EVERYBODY,
    ("post", "/endpoints"): EVERYBODY,
    ("delete", "/endpoints/{endpoint_id}"): {"carrier"},
    ("get", "/board"): AGENTS,
    ("get", "/points"): AGENTS,
    ("get", "/orders"): EVERYBODY,
    ("post", "/orders"): EVERYBODY - OFFICERS,
    ("get", "/orders/{order_id}"): {"asker", "carrier", *OFFICERS},
    ("get", "/orders/{order_id}/events"): {"asker", "carrier", *OFFICERS},
    ("get", "/orders/{order_id}/reveals"): {"asker"},
    ("post", "/orders/{order_id}/claim"): {"carrier"},
    ("post", "/orders/{order_id}/release"): {"carrier"},
    ("post", "/orders/{order_id}/wrong-grid"): {"carrier"},
    ("post", "/orders/{order_id}/start"): {"carrier"},
    ("post", "/orders/{order_id}/extend"): {"carrier"},
    ("post", "/orders/{order_id}/notes"): {"asker", "carrier"},
    ("post", "/orders/{order_id}/suspend"): {"carrier"},
    ("post", "/orders/{order_id}/resume"): {"carrier"},
    ("post", "/orders/{order_id}/complete"): {"carrier"},
    ("post", "/orders/{order_id}/propose-item"): {"carrier"},
    ("get", "/orders/{order_id}/photos"): {"asker", "carrier"},
    ("put", "/orders/{order_id}/photos/{photo_id}"): {"asker", "carrier"},
    ("get", "/orders/{order_id}/photos/{photo_id}"): {"asker", "carrier"},
    # The photo is the carrier's: each removes the own.
    ("delete", "/orders/{order_id}/photos/{photo_id}"): {"carrier"},
    ("post", "/orders/{order_id}/cancel"): {"asker", "officer"},
    ("post", "/orders/{order_id}/ratings"): {"asker"},
    ("post", "/orders/{order_id}/assign"): {"officer"},
    ("post", "/orders/{order_id}/locate"): {"officer"},
    ("post", "/orders/{order_id}/confirm-item"): {"officer"},
    ("post", "/orders/{order_id}/reveal"): {"carrier", "officer"},
    ("get", "/desk"): OFFICERS,
    ("get", "/agents"): OFFICERS,
    ("delete", "/tokens/current"): EVERYBODY,
}
OPEN_TO_ALL = {
    ("get", "/items"),
    ("get", "/items/{code}"),
    ("get", "/suggestions"),
    ("get", "/townships"),
    ("get", "/villages"),
    ("post", "/sign-in/codes"),
    ("post", "/sign-in/codes/confirm"),
    ("post", "/sign-in/password"),
}
BODIES = {
    "/duty": {"on_duty": True},
    "/endpoints": {"kind": "fcm", "value": "token"},
    "/orders": {**NEW, "id": "00000000-0000-4000-8000-000000000001"},
    "release": {"reason": "r"},
    "extend": {"reason": "r"},
    "notes": {"words": "w"},
    "suspend": {"reason": "r"},
    "complete": {"result": "r"},
    "wrong-grid": {},
    "propose-item": {"item_code": "LS002"},
    "ratings": {"grade": "fair"},
    "locate": {"grid_code": "431127102001"},
    "confirm-item": {"item_code": "LS002"},
}


def operations():
    document = v1.get_openapi_schema(path_prefix="/")
    return {(method, path) for path, methods in document["paths"].items() for method in methods}


def test_every_operation_has_its_line():
    assert operations() == set(MAY) | OPEN_TO_ALL


@pytest.fixture
def people(cast):
    users = {
        "asker": cast.chen,
        "citizen": cast.bai,
        "carrier": cast.wei.user,
        "colleague": cast.wen.user,
        "neighbour": cast.dong.user,
        "officer": cast.li.user,
        "auditor": cast.sun.user,
    }
    return {name: Caller(user) for name, user in users.items()}


@pytest.fixture
def carried(cast, place, media) -> Order:
    """With a photo of its agent on it."""
    order = claim_order(place(at=NOW()).pk, agent=cast.wei, at=NOW())
    add_photo(order.pk, photo_id=PHOTO_ID, content=jpeg(), by=cast.wei, at=NOW())
    return Order.objects.get(pk=order.pk)


@pytest.fixture
def phone(cast) -> Endpoint:
    """The carrying agent's."""
    return register_endpoint(cast.wei.user, kind="fcm", value="of-the-carrier", at=NOW())


def address_of(path, carried, phone):
    ids = {"{order_id}": carried.pk, "{endpoint_id}": phone.pk, "{photo_id}": PHOTO_ID}
    for name, value in ids.items():
        path = path.replace(name, str(value))
    return path


def body_of(path, cast):
    if path.endswith("/assign"):
        return {"agent_id": cast.dong.pk}
    return BODIES.get(path, BODIES.get(path.rpartition("/")[2]))


@pytest.mark.parametrize(("method", "path"), sorted(MAY))
def test_only_who_may(cast, people, carried, phone, method, path):
    """Whoever may not gets 403 or 404 and changes nothing; whoever may gets past the question who."""
    for name, caller in people.items():
        before = (Order.objects.count(), OrderEvent.objects.count(), Reveal.objects.count())
        here = address_of(path, carried, phone)
        response = (
            caller.send(method.upper(), here, body_of(path, cast)) if method != "get" else caller.get(here)
        )
        if name in MAY[method, path]:
            assert response.status_code in {200, 201, 204, 409, 422}, (name, response.content.decode())
        else:
            after = (Order.objects.count(), OrderEvent.objects.count(), Reveal.objects.count())
            assert (response.status_code in {403, 404, 409, 422}) and before == after, (
                name,
                response.status_code,
            )
            expected = {409} if path.endswith("/claim") and name in AGENTS else {403, 404}
            expected |= {422} if path == "/orders" else set()
            assert response.status_code in expected, (name, response.content.decode())


@pytest.mark.parametrize(("method", "path"), sorted(MAY))
def test_nobody_may_nothing(cast, carried, phone, nobody, method, path):
    here = address_of(path, carried, phone)
    is_problem(nobody.send(method.upper(), here, body_of(path, cast)), 401, "signed_out")


def test_reading_changes_nothing(cast, people, carried, phone):
    """S6."""
    before = list(Order.objects.values_list("pk", "version", "state"))
    for caller in people.values():
        for method, path in operations():
            if method == "get":
                caller.get(address_of(path, carried, phone))
                caller.send("HEAD", address_of(path, carried, phone), None)
    assert list(Order.objects.values_list("pk", "version", "state")) == before
    assert not Reveal.objects.exists() and OrderEvent.objects.count() == 3


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
    assert wei_calls.get(f"/orders/{order.pk}").json()["wish"] == "请打我电话13800138000"
    complete_order(order.pk, agent=cast.wei, result="办好了", at=long_ago)
    assert wei_calls.get(f"/orders/{order.pk}").json()["wish"] == "请打我电话138****8000"
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
