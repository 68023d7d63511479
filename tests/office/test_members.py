"""人员 by hand: who joins may claim, who leaves leaves no order behind (F31), and each is a row of the audit."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agents.errors import FieldMissing, NotFound, NotPermitted
from agents.models import Agent, AuditEntry, Township, User, Village
from agents.roster.errors import AlreadyAnAgent, NotYourTownship
from agents.roster.members import add_agent, change_agent, end_agent
from dispatch.orders.actions import claim_order, complete_order, start_order, suspend_order
from dispatch.orders.errors import AgentNotServing
from dispatch.orders.models import Order
from frontend.office.people import inactive
from tests.conftest import NINE
from tests.orders.test_verify import verify
from tests.pages.clock import browser_of


def added(cast, by=None, **said):
    facts = {"name": "新代办", "phone": "10900000101", "grid": cast.west, "post": "grid_worker", **said}
    return add_agent(**facts, by=by or cast.li, at=NINE)


def test_who_joins_may_claim_at_once(cast, place):
    agent = added(cast)
    order = claim_order(place().pk, agent=agent, at=NINE)
    assert order.agent == agent
    row = AuditEntry.objects.get(deed="agent_added")
    assert row.after == {
        "name": "新代办",
        "grid": cast.west.code,
        "post": "grid_worker",
        "office_phone": "",
    }


def test_a_citizen_who_becomes_an_agent_stays_one_person(cast):
    agent = added(cast, phone="10900000002", name="白老板")
    assert agent.user == cast.bai and User.objects.filter(agent=agent).count() == 1
    with pytest.raises(AlreadyAnAgent):
        added(cast, phone="10900000002")


def test_who_leaves_leaves_no_order_behind(cast, place):
    claimed = claim_order(place().pk, agent=cast.wei, at=NINE)
    started = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    waiting = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    suspend_order(waiting.pk, agent=cast.wei, reason="等材料", at=NINE)
    done = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    complete_order(done.pk, agent=cast.wei, result="办好了", at=NINE)
    end_agent(cast.wei.pk, reason="调离", by=cast.li, at=NINE)
    for order in (claimed, started, waiting):
        order.refresh_from_db()
        assert (order.state, order.agent, order.broaden_at, order.suspended_at) == ("open", None, NINE, None)
        assert claim_order(order.pk, agent=cast.dong, at=NINE).agent == cast.dong
    done.refresh_from_db()
    assert done.agent_id == cast.wei.pk
    assert AuditEntry.objects.get(deed="agent_ended").reason == "调离"


@pytest.mark.django_db(transaction=True)
def test_the_county_still_verifies(cast, place):
    order = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    suspend_order(order.pk, agent=cast.wei, reason="等材料", at=NINE)
    end_agent(cast.wei.pk, reason="调离", by=cast.li, at=NINE)
    assert verify().strip().endswith("0 broken")


def test_who_left_claims_nothing_and_a_reason_is_needed(cast, place):
    order = place()
    with pytest.raises(FieldMissing):
        end_agent(cast.wei.pk, reason=" ", by=cast.li, at=NINE)
    end_agent(cast.wei.pk, reason="调离", by=cast.li, at=NINE)
    with pytest.raises(AgentNotServing):
        claim_order(order.pk, agent=cast.wei, at=NINE)
    with pytest.raises(NotFound):
        end_agent(cast.wei.pk, reason="调离", by=cast.li, at=NINE)


def test_who_moves_claims_in_the_new_grid_first(cast, place):
    change_agent(cast.wei.pk, name="魏代办", grid=cast.east, post="village_cadre", by=cast.li, at=NINE)
    wei = Agent.objects.get(pk=cast.wei.pk)
    assert claim_order(place(grid=cast.east).pk, agent=wei, at=NINE).agent == wei
    row = AuditEntry.objects.get()
    assert ((row.before or {})["grid"], (row.after or {})["grid"]) == (cast.west.code, cast.east.code)


def test_a_townships_officer_keeps_to_the_township(cast, office):
    zhen = office["township_officer"]
    other = Township.objects.create(
        code="431127103000", county=cast.county, name="楠市镇", short_name="楠市镇"
    )
    Village.objects.filter(pk=cast.east.village_id).update(township=other)
    cast.east.refresh_from_db()
    assert added(cast, by=zhen).grid == cast.west
    with pytest.raises(NotYourTownship):
        added(cast, by=zhen, phone="10900000102", grid=cast.east)
    with pytest.raises(NotFound):
        end_agent(cast.dong.pk, reason="调离", by=zhen, at=NINE)
    with pytest.raises(NotPermitted):
        added(cast, by=office["bureau_officer"], phone="10900000102")


def test_who_completed_nothing_in_a_year_is_listed(cast, place):
    long_ago = NINE - timedelta(days=380)
    for agent, at in ((cast.wei, long_ago), (cast.wen, NINE - timedelta(days=300))):
        order = start_order(claim_order(place(at=at).pk, agent=agent, at=at).pk, agent=agent, at=at)
        complete_order(order.pk, agent=agent, result="办好了", at=at)
    Agent.objects.filter(pk=cast.dai.pk).update(joined_at=NINE - timedelta(days=10))
    assert set(Agent.objects.filter(inactive(NINE))) == {cast.wei, cast.dong}
    page = browser_of(cast.li.user).get(reverse("office:people"), {"standing": "inactive"})
    assert {agent.pk for agent in page.context["page"]} == {cast.wei.pk, cast.dong.pk}


def test_the_pages_add_change_and_end_and_keep_what_was_typed(cast, place):
    browser = browser_of(cast.li.user)
    said = {"name": "新代办", "phone": "123", "grid": cast.west.code, "post": "grid_worker"}
    wrong = browser.post(reverse("office:member_add"), said)
    assert wrong.status_code == 422 and 'value="新代办"' in wrong.content.decode()
    browser.post(reverse("office:member_add"), {**said, "phone": "10900000101"})
    agent = Agent.objects.get(name="新代办")
    browser.post(reverse("office:member_change", args=[agent.pk]), {**said, "grid": cast.east.code})
    assert Agent.objects.get(pk=agent.pk).grid == cast.east
    claim_order(place().pk, agent=cast.wei, at=NINE)
    assert browser.get(reverse("office:member", args=[cast.wei.pk])).context["in_hand_count"] == 1
    assert browser.post(reverse("office:member_end", args=[cast.wei.pk]), {"reason": ""}).status_code == 422
    browser.post(reverse("office:member_end", args=[cast.wei.pk]), {"reason": "调离"})
    assert not Order.objects.filter(agent=cast.wei).exists()
