"""The statements of the busiest doors do what the querysets and models say, and no more than they need."""

from datetime import timedelta

import pytest

from agents.models import Agent
from agents.vault import index
from dispatch.orders.actions import claim_order, release_order
from dispatch.orders.actions.claim import lock_agent
from dispatch.orders.changes import draft_event, record
from dispatch.orders.errors import DispatchError
from dispatch.orders.models import Assignment, Order, OrderEvent, OrderLink
from dispatch.orders.statements.placing import count_reachable
from tests.cast import make_agent
from tests.conftest import NINE

TEN_MINUTES = timedelta(minutes=10)


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("at", [NINE, NINE + TEN_MINUTES])
@pytest.mark.parametrize("who", ["wei", "wen", "dong"])
def test_the_statement_lets_in_whom_the_queryset_lets_in(cast, place, who, at):
    agent = getattr(cast, who)
    plain, own, given_back = place(), place(by=agent.user, applicant_phone="10900000009"), place()
    for_own_number = place(applicant_phone=agent.user.phone.removeprefix("+86"))
    claim_order(given_back.pk, agent=agent, at=NINE + TEN_MINUTES)
    release_order(given_back.pk, agent=agent, reason="腿摔了", at=NINE + TEN_MINUTES)
    for order in (plain, own, given_back, for_own_number):
        may = Order.objects.claimable_by(agent, at=at).filter(pk=order.pk).exists()
        try:
            claim_order(order.pk, agent=agent, at=at)
        except DispatchError:
            assert not may
        else:
            assert may


def test_what_a_claim_gives_back_is_what_the_database_holds(cast, place):
    won = claim_order(place().pk, agent=cast.wei, at=NINE)
    stored = Order.objects.get(pk=won.pk)
    assert columns(won) == columns(stored)
    assert Assignment.objects.filter(order=won, agent=cast.wei, basis="claim", started_at=NINE).count() == 1
    assert OrderLink.objects.filter(order=won, purpose="follow", revoked_at=None).count() == 1


def test_the_event_of_a_claim_is_as_the_model_would_write_it(cast, place):
    won = claim_order(place().pk, agent=cast.wei, at=NINE + timedelta(seconds=3))
    event = OrderEvent.objects.get(order=won, kind="claimed")
    drafted = draft_event(won, OrderEvent.Kind.CLAIMED, at=won.claimed_at, by=cast.wei, waited_seconds=3.0)
    leave_out = {"id", "digest"}
    assert {k: v for k, v in columns(event).items() if k not in leave_out} == {
        k: v for k, v in columns(drafted).items() if k not in leave_out
    }
    assert event.digest


def test_what_changed_between_the_look_and_the_claim_is_kept(cast, place, monkeypatch):
    order = place()
    look = lock_agent

    def meanwhile(agent_id):
        Order.objects.filter(pk=order.pk).update(home_visit=True, version=2)
        return look(agent_id)

    monkeypatch.setattr("dispatch.orders.actions.claim.lock_agent", meanwhile)
    won = claim_order(order.pk, agent=cast.wei, at=NINE)
    assert (won.version, won.home_visit) == (3, True)
    assert columns(won) == columns(Order.objects.get(pk=order.pk))


def test_a_placed_order_is_what_the_database_holds(cast, place):
    placed = place()
    assert columns(placed) == columns(Order.objects.get(pk=placed.pk))
    event = OrderEvent.objects.get(order=placed)
    record(placed, OrderEvent.Kind.NOTED, at=NINE, by=cast.chen)
    assert event.kind == "placed" and event.digest


def test_who_can_be_told_is_counted_as_the_queryset_counts(cast):
    off_duty = make_agent(cast.west, "闲代办", "+8610900000071", at=NINE)
    Agent.objects.filter(pk=off_duty.pk).update(is_on_duty=False)
    asker = cast.wei.user
    others = Agent.objects.reachable().filter(grid=cast.west).exclude(user=asker)
    for phone in ("+8610900000999", cast.wen.user.phone):
        expected = others.exclude(user__phone_index=index("phone", phone)).count()
        counted = count_reachable(grid_id=cast.west.pk, phone_index=index("phone", phone), user_id=asker.pk)
        assert counted == expected
