"""What may not be done with an order, by whom and when: the right status, and nothing changes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from agents.models import County, Grid, Township, Village
from dispatch.orders.actions import claim_order, release_order
from dispatch.orders.models import Order
from tests.api.conftest import Caller, is_problem
from tests.cast import make_agent, make_user
from tests.conftest import NINE


@pytest.fixture
def foreign(cast) -> Caller:
    """An agent of the neighbouring county."""
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    township = Township.objects.create(code="431126100000", county=county, name="镇", short_name="镇")
    village = Village.objects.create(
        code="431126100001", county=county, township=township, name="村", short_name="村"
    )
    grid = Grid.objects.create(county=county, village=village, code="431126100001", name="村")
    return Caller(make_agent(grid, "外县", "+8610900000071", at=NINE).user)


def test_the_order_of_another_county_does_not_exist(cast, place, foreign):
    order = place(at=timezone.now() - timedelta(hours=1))
    for path in ("", "/events", "/reveals"):
        is_problem(foreign.get(f"/orders/{order.pk}{path}"), 404, "order_not_found")
    is_problem(foreign.post(f"/orders/{order.pk}/claim"), 404, "order_not_found")
    assert foreign.get("/board").json()["rows"] == []


def test_an_order_not_broadened_yet(cast, place, dong):
    order = place(at=timezone.now())
    is_problem(dong.post(f"/orders/{order.pk}/claim"), 403, "order_not_broadened_yet")


def test_ones_own_request(cast, wei_calls, body):
    order = wei_calls.post("/orders", body(applicant_phone="10900000011")).json()
    is_problem(wei_calls.post(f"/orders/{order['id']}/claim"), 403, "own_request")


def test_over_the_cap(cast, place, wei_calls):
    for _ in range(5):
        claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    problem = is_problem(
        wei_calls.post(f"/orders/{place(at=timezone.now()).pk}/claim"), 409, "too_many_unfinished_orders"
    )
    assert problem["facts"] == {"max": 5} and "5" in problem["detail"]


def test_a_double_tap_is_one_claim(cast, place, wei_calls):
    here = f"/orders/{place(at=timezone.now()).pk}/claim"
    first, again = wei_calls.post(here), wei_calls.post(here)
    assert (first.status_code, again.status_code) == (200, 200) and first.json() == again.json()


def test_off_duty(cast, place, wei_calls):
    wei_calls.put("/duty", {"on_duty": False})
    is_problem(wei_calls.post(f"/orders/{place(at=timezone.now()).pk}/claim"), 409, "agent_not_on_duty")


def test_an_order_that_is_none(cast, wei_calls):
    is_problem(wei_calls.post(f"/orders/{uuid4()}/claim"), 404, "order_not_found")


def test_a_claim_with_words_nobody_asked_for(cast, place, wei_calls):
    order = place(at=timezone.now())
    is_problem(wei_calls.post(f"/orders/{order.pk}/claim", {"points": 9}), 422, "unknown_field", "points")
    assert Order.objects.get(pk=order.pk).state == "open"


# Stale pages


def test_a_stale_page_acts_on_nothing(cast, place, wei_calls, chen):
    here = f"/orders/{place(at=timezone.now()).pk}"
    seen = chen.get(here).headers["ETag"]
    wei_calls.post(f"{here}/claim")
    problem = is_problem(chen.post(f"{here}/cancel", **{"If-Match": seen}), 412, "version_changed")
    assert problem["facts"] == {"version": 2}
    assert chen.post(f"{here}/cancel", **{"If-Match": '"2"'}).status_code == 200


@pytest.mark.parametrize("tag", ["", "2", "nonsense", 'W/"1"', '"\x00"'])
def test_what_names_no_version_matches_none(cast, place, chen, tag):
    here = f"/orders/{place(at=timezone.now()).pk}"
    is_problem(chen.post(f"{here}/cancel", **{"If-Match": tag}), 412, "version_changed")


def test_polling_costs_nothing_while_nothing_changes(cast, place, chen, wei_calls):
    here = f"/orders/{place(at=timezone.now()).pk}"
    seen = chen.get(here).headers["ETag"]
    unchanged = chen.get(here, **{"If-None-Match": seen})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", seen)
    wei_calls.post(f"{here}/claim")
    assert chen.get(here, **{"If-None-Match": seen}).status_code == 200


def test_an_order_that_has_moved_on(cast, place, wei_calls):
    here = f"/orders/{place(at=timezone.now()).pk}"
    wei_calls.post(f"{here}/claim")
    problem = is_problem(wei_calls.post(f"{here}/resume"), 409, "wrong_state")
    assert problem["facts"] == {"state": "claimed", "state_code": "claimed"}


def test_what_needs_words_gets_none(cast, place, wei_calls):
    here = f"/orders/{place(at=timezone.now()).pk}"
    wei_calls.post(f"{here}/claim")
    for verb, field in (
        ("release", "reason"),
        ("extend", "reason"),
        ("notes", "words"),
        ("complete", "result"),
    ):
        is_problem(wei_calls.post(f"{here}/{verb}", {field: " \x00"}), 422, "missing", field)
        is_problem(wei_calls.post(f"{here}/{verb}"), 422, "missing", "body")


def test_officers_choose_what_exists(cast, place, li):
    here = f"/orders/{place(at=timezone.now()).pk}"
    is_problem(li.post(f"{here}/assign", {"agent_id": 2**62}), 422, "unknown_agent", "agent_id")
    is_problem(li.post(f"{here}/assign", {"agent_id": 2**70}), 422, "wrong_value", "agent_id")
    is_problem(li.post(f"{here}/locate", {"grid_code": "0"}), 422, "unknown_grid", "grid_code")
    is_problem(li.post(f"{here}/confirm-item", {"item_code": "LS999"}), 422, "unknown_item", "item_code")


def test_an_agent_who_gave_it_back_is_told_so(cast, place, wei_calls):
    order = place(at=timezone.now())
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=timezone.now())
    is_problem(wei_calls.post(f"/orders/{order.pk}/claim"), 403, "given_back_before")


def test_ratings(cast, place, chen, bai):
    here = f"/orders/{place(at=timezone.now()).pk}/ratings"
    is_problem(chen.post(here, {"grade": "superb"}), 422, "not_a_choice", "grade")
    is_problem(chen.post(here, {"grade": "fair"}), 409, "not_rateable")
    is_problem(bai.post(here, {"grade": "fair"}), 404, "order_not_found")


def test_a_stranger_of_the_same_county_sees_no_order(cast, place):
    make_user(cast.county, "路人", "+8610900000088", at=NINE)
    order = place()
    is_problem(Caller(cast.bai).get(f"/orders/{order.pk}"), 404, "order_not_found")
