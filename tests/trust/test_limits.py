"""Every route has a limit, and no spelling of an address or a header gets around it (S21)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agents.audit import Deed, record_audit
from frontend.limits import buckets as kept
from frontend.limits.buckets import Buckets
from frontend.limits.errors import TooManyExports
from frontend.limits.exports import EXPORTS_MAX, require_few_exports
from frontend.limits.table import OF_ADDRESS, PLACE, TIGHTER, Quota
from tests.api.conftest import Caller, is_problem
from tests.conftest import NINE
from tests.pages.clock import browser_of
from tests.trust.routes import operations, pages

FAR = "203.0.113.7"
FEW = Quota("few", 3, 60)


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    """No bucket empties while a test looks at it."""
    monkeypatch.setattr(kept, "monotonic", lambda: 1000.0)
    kept.buckets.forget()
    yield
    kept.buckets.forget()


def use_up(quota, who):
    while not kept.buckets.take(quota, who):
        pass


# The counter


def test_so_many_at_once_and_then_one_by_one():
    buckets = Buckets()
    assert [buckets.take(FEW, "a", now_seconds=0) for _ in range(3)] == [0, 0, 0]
    assert buckets.take(FEW, "a", now_seconds=0) == pytest.approx(20)
    assert buckets.take(FEW, "b", now_seconds=0) == 0
    assert buckets.take(FEW, "a", now_seconds=20) == 0 and buckets.take(FEW, "a", now_seconds=21) > 0


def test_who_keeps_asking_does_not_wait_for_ever():
    buckets = Buckets()
    waits = [buckets.take(FEW, "a", now_seconds=0) for _ in range(1000)]
    assert max(waits) == pytest.approx(20) and buckets.take(FEW, "a", now_seconds=20) == 0


def test_a_thousand_addresses_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(kept, "KEPT_MAX", 10)
    buckets = Buckets()
    for number in range(1000):
        buckets.take(FEW, str(number), now_seconds=number)
    assert len(buckets._empty_at) <= 10


# The table


def test_each_name_of_the_table_is_a_route():
    names = {route.key for route in pages()}
    operation_names = {f"api:v1:{name}" for name in _operation_views()}
    assert operations() and [name for name in TIGHTER if name not in names | operation_names] == []


def _operation_views():
    from frontend.api.v1 import v1

    for _prefix, router in v1._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                yield operation.view_func.__name__


# The doors


@pytest.mark.parametrize(
    "path", ["/", "/items/", "/nowhere/", "/healthz", "/account/sign-in/", "/orders/", "/f/x/"]
)
def test_no_page_is_without_a_limit(cast, path):
    use_up(OF_ADDRESS, FAR)
    answer = Client(REMOTE_ADDR=FAR, headers={"accept-language": "en"}).get(path)
    assert answer.status_code == 429 and int(answer["Retry-After"]) >= 1
    assert "too often" in answer.content.decode()
    assert Client(REMOTE_ADDR="203.0.113.8").get(path).status_code != 429


def test_it_is_said_in_the_users_language_and_to_machines_as_a_problem(cast):
    use_up(OF_ADDRESS, FAR)
    page = Client(REMOTE_ADDR=FAR, headers={"accept-language": "zh-CN"}).get("/")
    assert "太频繁" in page.content.decode()
    machine = Client(REMOTE_ADDR=FAR, headers={"accept-language": "en"}).get("/api/v1/items")
    assert is_problem(machine, 429, "too_many_requests")["facts"]["retry_after"] == int(
        machine["Retry-After"]
    )


@pytest.mark.parametrize(
    "path", ["/api/v1/me", "/api/v1/me/", "/API/v1/me", "/api/v2/me", "/api/v1//me", "/%61pi/v1/me"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-For": "198.51.100.1"},
        {"X-Real-IP": "198.51.100.1"},
        {"Forwarded": "for=198.51.100.1"},
        {"Authorization": "Bearer made-up"},
        {"Cookie": "session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    ],
)
def test_no_spelling_and_no_header_gets_around_it(cast, path, headers):
    use_up(OF_ADDRESS, FAR)
    assert Client(REMOTE_ADDR=FAR).get(path, headers=headers).status_code == 429


def test_behind_our_own_proxy_the_client_is_counted_and_not_what_it_says(cast, settings):
    settings.PROXIES_COUNT = 1
    use_up(OF_ADDRESS, FAR)
    client = Client(REMOTE_ADDR="127.0.0.1")
    assert client.get("/", headers={"X-Forwarded-For": f"198.51.100.1, {FAR}"}).status_code == 429
    assert client.get("/", headers={"X-Forwarded-For": f"{FAR}, 198.51.100.2"}).status_code == 200


def test_a_client_with_a_whole_ipv6_network_is_one_client(cast):
    use_up(OF_ADDRESS, "20010db800000001::/64")
    assert Client(REMOTE_ADDR="2001:db8:0:1::5").get("/").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:0:2::5").get("/").status_code == 200


def test_a_tighter_limit_is_the_persons_on_every_device(cast, body):
    use_up(PLACE, f"person {cast.chen.pk}")
    refused = Caller(cast.chen).post("/orders", body())
    is_problem(refused, 429, "too_many_requests")
    assert browser_of(cast.chen).post("/ask/").status_code == 429
    assert browser_of(cast.chen).get("/ask/").status_code == 200
    assert Caller(cast.bai).post("/orders", body()).status_code == 201
    assert Caller(cast.chen).get("/orders").status_code == 200


# What it costs


def test_counting_costs_not_one_statement(cast, place, settings):
    """The same claim with and without the limits: the same statements."""
    agent = browser_of(cast.wei.user)
    _statements_of_a_claim(agent, place())  # the first of a process also reads the policies
    counted = _statements_of_a_claim(agent, place())
    name = "frontend.middleware.limits.LimitMiddleware"
    settings.PAGE_MIDDLEWARE = [each for each in settings.PAGE_MIDDLEWARE if each != name]
    assert _statements_of_a_claim(browser_of(cast.wei.user), place()) == counted > 5


def _statements_of_a_claim(agent, order):
    with CaptureQueriesContext(connection) as said:
        assert agent.post(f"/agent/orders/{order.pk}/claim/").status_code == 302
    return len(said)


# What no emptied cache forgets


def test_files_are_counted_by_the_audit(cast):
    for minute in range(EXPORTS_MAX):
        require_few_exports(cast.li, at=NINE)
        record_audit(Deed.EXPORTED, by=cast.li, at=NINE + timedelta(minutes=minute), reason="r")
    kept.buckets.forget()
    with pytest.raises(TooManyExports) as refused:
        require_few_exports(cast.li, at=NINE + timedelta(minutes=30))
    assert refused.value.facts["retry_after"] == 30 * 60
    require_few_exports(cast.sun, at=NINE + timedelta(minutes=30))
    require_few_exports(cast.li, at=NINE + timedelta(minutes=61))
