"""Who comes in at the agent's and the office's doors, and what a look may change."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agents.models import County, Grid, Township, Village
from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order, Reveal
from tests.cast import make_agent
from tests.conftest import NINE
from tests.pages.clock import JSON, browser_of

pytestmark = pytest.mark.usefixtures("nine_o_clock")
AGENT_PAGES = ["board", "board_cards", "board_map", "orders", "trip", "points", "me"]
AGENT_VERBS = [
    "claim",
    "start",
    "extend",
    "note",
    "suspend",
    "resume",
    "complete",
    "release",
    "propose",
    "reveal",
    "wrong_grid",
    "photo_add",
]
OFFICE_PAGES = ["live", "orders", "desk", "people", "rewards", "place"]
OFFICE_VERBS = ["assign", "locate", "confirm", "cancel", "reveal"]


@pytest.mark.parametrize(
    "page", [f"agent:{page}" for page in AGENT_PAGES] + [f"office:{page}" for page in OFFICE_PAGES]
)
def test_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back(cast, client, page):
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account:sign_in") + "?next=%2F")


@pytest.mark.parametrize("page", [f"agent:{page}" for page in AGENT_PAGES])
def test_citizens_and_officers_do_not_come_to_the_agents_pages(cast, page):
    for user in (cast.chen, cast.li.user):
        assert browser_of(user).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", [f"office:{page}" for page in OFFICE_PAGES])
def test_citizens_and_agents_do_not_come_to_the_office(cast, page):
    for user in (cast.chen, cast.wei.user):
        assert browser_of(user).get(reverse(page)).status_code == 403


@pytest.mark.parametrize(
    "verb", [f"agent:{verb}" for verb in AGENT_VERBS] + [f"office:{verb}" for verb in OFFICE_VERBS]
)
def test_a_get_changes_nothing(cast, place, verb):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    user = cast.wei.user if verb.startswith("agent") else cast.li.user
    assert browser_of(user).get(reverse(verb, args=[order.pk])).status_code == 405
    assert Order.objects.get().version == order.version and not Reveal.objects.exists()


def test_looking_at_every_page_changes_nothing(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for page in AGENT_PAGES:
        assert browser_of(cast.wei.user).get(reverse(f"agent:{page}")).status_code == 200
    assert browser_of(cast.wei.user).get(reverse("agent:order", args=[order.pk])).status_code == 200
    for page in OFFICE_PAGES:
        assert browser_of(cast.li.user).get(reverse(f"office:{page}")).status_code == 200
    assert browser_of(cast.li.user).get(reverse("office:order", args=[order.pk])).status_code == 200
    assert Order.objects.get().version == order.version and not Reveal.objects.exists()


@pytest.mark.parametrize("verb", OFFICE_VERBS)
def test_an_auditor_changes_nothing(cast, place, verb):
    order = place()
    answer = browser_of(cast.sun.user).post(reverse(f"office:{verb}", args=[order.pk]), {"reason": "x"})
    assert answer.status_code == 403
    assert Order.objects.get().version == order.version and not Reveal.objects.exists()


def test_an_auditor_sees_no_button_that_would_be_refused(cast, place):
    order = place()
    page = browser_of(cast.sun.user).get(reverse("office:order", args=[order.pk])).content.decode()
    for verb in OFFICE_VERBS:
        assert reverse(f"office:{verb}", args=[order.pk]) not in page
    assert reverse("office:place") not in page
    assert browser_of(cast.sun.user).get(reverse("office:place")).status_code == 403


def test_an_order_nobody_has_is_not_found(cast):
    for user, door in ((cast.wei.user, "agent"), (cast.li.user, "office")):
        assert browser_of(user).get(reverse(f"{door}:order", args=[uuid4()])).status_code == 404


def test_another_countys_order_does_not_exist_here(cast, place):
    county = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    township = Township.objects.create(code="431126100000", county=county, name="镇", short_name="镇")
    village = Village.objects.create(
        code="431126100001", county=county, township=township, name="村", short_name="村"
    )
    grid = Grid.objects.create(county=county, village=village, code="431126100001", name="村")
    stranger = browser_of(make_agent(grid, "远代办", "+8610900000021", at=NINE).user)
    order = place()
    assert stranger.get(reverse("agent:order", args=[order.pk])).status_code == 404
    assert stranger.post(reverse("agent:claim", args=[order.pk]), headers=JSON).status_code == 404


def test_a_script_whose_session_ended_hears_so(cast, client, place):
    answer = client.post(reverse("agent:claim", args=[place().pk]), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_an_agent_who_left_the_roster_comes_in_no_more(cast):
    cast.wei.ended_at = NINE - timedelta(days=1)
    cast.wei.save()
    assert browser_of(cast.wei.user).get(reverse("agent:board")).status_code == 403
