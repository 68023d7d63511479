"""The life of an order against a plain model, with agents who claim at the same moment on connections of their own."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from agents.errors import Refusal
from agents.invariants import invariants
from agents.models import Agent
from dispatch.orders import actions
from dispatch.orders.errors import RatingClosed, RatingFixed
from dispatch.orders.models import Assignment, Order
from tests.cast import Cast
from tests.conftest import NINE
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

CAP = 5
CONTACT = timedelta(hours=4)


@dataclass
class Modelled:
    """What a person with pencil and paper would write down of one order."""

    broaden_at: datetime
    state: str = "open"
    agent: str | None = None
    contact_due_at: datetime | None = None
    contact_extended: bool = False
    declined: set[str] = field(default_factory=set)
    gave_it_back: set[str] = field(default_factory=set)

    @property
    def is_carried(self) -> bool:
        return self.state in {"claimed", "in_progress", "suspended"}


class OrderLife(RuleBasedStateMachine):
    cast: Cast
    place: Callable[..., Order]

    def __init__(self) -> None:
        super().__init__()
        self.now = NINE
        self.orders: dict[Any, Modelled] = {}
        # Orders of earlier runs are out of the way, so that caps begin at nought.
        for order in Order.objects.live():
            actions.cancel_order(order.pk, by=self.cast.li, at=self.now)

    @property
    def agents(self) -> dict[str, Agent]:
        return {name: getattr(self.cast, name) for name in ("wei", "wen", "dong", "dai")}

    def load(self, name: str) -> int:
        return sum(order.agent == name and order.is_carried for order in self.orders.values())

    def may_claim(self, name: str, order: Modelled) -> bool:
        own_grid = name in {"wei", "wen"}
        in_reach = own_grid or self.now >= order.broaden_at
        return order.state == "open" and in_reach and name not in order.declined and self.load(name) < CAP

    def pick(self, data: st.DataObject) -> tuple[Any, Modelled]:
        key = data.draw(st.sampled_from(sorted(self.orders, key=str)))
        return key, self.orders[key]

    @rule()
    def somebody_asks(self) -> None:
        key = uuid4()
        self.place(id=key, at=self.now)
        self.orders[key] = Modelled(broaden_at=self.now + timedelta(minutes=10))

    @rule(minutes=st.sampled_from([1, 9, 10, 60, 239, 241]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_clock_runs(self) -> None:
        actions.broaden_orders(at=self.now)
        actions.remind_of_contact(at=self.now)
        actions.release_overdue_orders(at=self.now)
        actions.send_to_desk(at=self.now)
        actions.send_to_superior(at=self.now)
        for order in self.orders.values():
            if order.state == "claimed" and order.contact_due_at and order.contact_due_at <= self.now:
                self.reopen(order)

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), names=st.sets(st.sampled_from(["wei", "wen", "dong", "dai"]), min_size=1))
    def some_claim_at_once(self, data: st.DataObject, names: set[str]) -> None:
        key, order = self.pick(data)
        before = order.agent if order.state == "claimed" else None
        eligible = {name for name in names if self.may_claim(name, order)}
        racers = sorted(names)
        answers = at_once(
            [partial(actions.claim_order, key, agent=self.agents[name], at=self.now) for name in racers]
        )
        won = {name for name, answer in zip(racers, answers, strict=True) if isinstance(answer, Order)}
        assert all(isinstance(answer, Order | Refusal) for answer in answers), answers
        if not eligible:
            # Only who has it already hears "yes" again.
            assert won <= ({before} if before else set())
            return
        assert len(won) == 1 and won <= eligible
        order.state, order.agent = "claimed", won.pop()
        order.contact_due_at, order.contact_extended = self.now + CONTACT, False

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), name=st.sampled_from(["wei", "wen", "dong", "dai"]))
    def the_desk_assigns(self, data: st.DataObject, name: str) -> None:
        key, order = self.pick(data)
        allowed = (
            order.state in {"open", "claimed", "in_progress"}
            and order.agent != name
            and self.load(name) < CAP
        )
        act = partial(actions.assign_order, key, agent=self.agents[name], by=self.cast.li, at=self.now)
        if self.tried(act, allowed):
            if order.agent:
                self.reopen(order)
            order.state, order.agent = "claimed", name
            order.gave_it_back.discard(name)
            order.contact_due_at, order.contact_extended = self.now + CONTACT, False

    @precondition(lambda self: self.orders)
    @rule(
        data=st.data(),
        name=st.sampled_from(["wei", "wen", "dong", "dai"]),
        verb=st.sampled_from(["release", "start", "suspend", "resume", "complete", "extend"]),
    )
    def an_agent_acts(self, data: st.DataObject, name: str, verb: str) -> None:
        key, order = self.pick(data)
        verbs: dict[str, tuple[Callable[..., Order], set[str], str]] = {
            "release": (partial(actions.release_order, reason="忙"), {"claimed", "in_progress"}, "open"),
            "start": (actions.start_order, {"claimed"}, "in_progress"),
            "suspend": (partial(actions.suspend_order, reason="等材料"), {"in_progress"}, "suspended"),
            "resume": (actions.resume_order, {"suspended"}, "in_progress"),
            "complete": (
                partial(actions.complete_order, result="办好了"),
                {"in_progress", "suspended", "completed"},
                "completed",
            ),
            "extend": (partial(actions.extend_contact, reason="路断了"), {"claimed"}, "claimed"),
        }
        act, sources, target = verbs[verb]
        allowed = order.agent == name and order.state in sources
        allowed = allowed and not (verb == "extend" and order.contact_extended)
        # The same words once more are the same release, whose answer was lost.
        again = verb == "release" and name in order.gave_it_back
        if not self.tried(partial(act, key, agent=self.agents[name], at=self.now), allowed or again) or again:
            return
        if verb == "release":
            order.gave_it_back.add(name)
            self.reopen(order)
        if verb == "extend":
            order.contact_due_at, order.contact_extended = self.now + CONTACT, True
        order.state = target

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def the_citizen_cancels(self, data: st.DataObject) -> None:
        key, order = self.pick(data)
        if self.tried(
            partial(actions.cancel_order, key, by=self.cast.chen, at=self.now), order.state != "completed"
        ):
            order.state = "cancelled"

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), grade=st.sampled_from(["very_satisfied", "fair", "unsatisfied"]))
    def the_citizen_rates(self, data: st.DataObject, grade: str) -> None:
        key, order = self.pick(data)
        if order.state != "completed":
            self.tried(partial(actions.rate_order, key, grade=grade, by=self.cast.chen, at=self.now), False)
            return
        # How long a rating is open is another test's business.
        with suppress(RatingClosed, RatingFixed):
            actions.rate_order(key, grade=grade, by=self.cast.chen, at=self.now)

    def tried(self, act: Callable[[], Any], allowed: bool) -> bool:
        """The action's answer agrees with the model; a refusal is always a noun."""
        if allowed:
            act()
            return True
        with pytest.raises(Refusal):
            act()
        return False

    def reopen(self, order: Modelled) -> None:
        assert order.agent
        order.declined.add(order.agent)
        order.state, order.agent, order.contact_due_at = "open", None, None
        order.broaden_at = self.now

    @invariant()
    def rows_say_what_the_model_says(self) -> None:
        names = {agent.pk: name for name, agent in self.agents.items()}
        for row in Order.objects.filter(pk__in=self.orders):
            order = self.orders[row.pk]
            agent = names.get(row.agent_id) if row.agent_id else None
            assert row.state == order.state
            if order.state != "cancelled":
                assert agent == order.agent
            current = Assignment.objects.filter(order=row, ended_at=None).count()
            assert current == order.is_carried

    def teardown(self) -> None:
        broken = [line for check in invariants().values() for line in check()]
        assert not broken


def test_the_life_of_an_order(cast: Cast, place: Callable[..., Order]) -> None:
    life: Any = type("Life", (OrderLife,), {"cast": cast, "place": staticmethod(place)})
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
