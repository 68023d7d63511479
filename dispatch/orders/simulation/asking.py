"""Citizens ask, and some of them think better of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

from agents.models import Officer, User
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import NewOrder, cancel_order, place_order
from dispatch.orders.models import Order
from dispatch.orders.numbers import fresh_number
from dispatch.orders.simulation import words
from dispatch.orders.simulation.answering import expect_answer
from dispatch.orders.simulation.clock import watch_broadening, watch_desk
from dispatch.orders.simulation.deciding import expect_locating
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.habits import CHANNELS
from dispatch.orders.simulation.players import Citizen
from dispatch.orders.simulation.stage import Stage


class Askers:
    """Citizens come back: each asks a few times in the stretch."""

    def __init__(self, stage: Stage, orders: int, new_id: Callable[[], UUID]) -> None:
        self._stage = stage
        self._citizens: list[Citizen] = []
        self._citizens_max = max(3, round(orders / stage.habits.orders_of_a_citizen))
        self._new_id = new_id

    def ask(self) -> None:
        """One request, and what will come of it."""
        stage, random = self._stage, self._stage.random
        citizen, item = self._citizen(), stage.players.choose_item(random)
        is_vague = stage.chance(stage.habits.vague)
        by, channel = self._door(citizen)
        new = _new_order(stage, self._new_id(), citizen, item, is_vague=is_vague, channel=channel)
        order = place_order(
            new,
            county=stage.county,
            by=by,
            at=stage.now,
            make_number=lambda county: fresh_number(county, choose=random.choice),
        )
        stage.count("placed")
        _set_out(stage, order, citizen, by, item, is_vague=is_vague)

    def _citizen(self) -> Citizen:
        number = self._stage.random.randrange(self._citizens_max)
        if number < len(self._citizens):
            return self._citizens[number]
        citizen = self._stage.players.make_citizen(self._stage.random, at=self._stage.now)
        self._citizens.append(citizen)
        self._stage.tally.citizens += 1
        return citizen

    def _door(self, citizen: Citizen) -> tuple[User | Officer, str]:
        stage = self._stage
        if stage.players.officers and stage.chance(stage.habits.at_counter):
            channel = stage.random.choice([Order.Channel.COUNTER, Order.Channel.PHONE])
            return stage.random.choice(stage.players.officers), str(channel)
        return citizen.user, stage.random.choices(list(CHANNELS), list(CHANNELS.values()))[0]


def _new_order(
    stage: Stage, order_id: UUID, citizen: Citizen, item: CatalogueItem, *, is_vague: bool, channel: str
) -> NewOrder:
    random, habits = stage.random, stage.habits
    for_family = stage.chance(habits.for_family)
    says = is_vague or stage.chance(habits.own_words)
    unknown = stage.chance(habits.place_unknown)
    return NewOrder(
        id=order_id,
        wish=words.wish(random, item.name) if says else "",
        item_code="" if is_vague else item.code,
        applicant_name=words.full_name(random) if for_family else citizen.user.name,
        applicant_phone=citizen.phone,
        for_self=not for_family,
        village_code="" if unknown else citizen.village_code,
        care_marks=citizen.care_marks,
        home_visit=stage.chance(habits.home_visit) or bool(citizen.care_marks),
        preferred_time=_preferred_time(random),
        channel=channel,
    )


def _set_out(
    stage: Stage, order: Order, citizen: Citizen, by: User | Officer, item: CatalogueItem, *, is_vague: bool
) -> None:
    errand = Errand(
        order_id=order.pk,
        citizen=citizen,
        filed_by=by,
        item=item,
        is_vague=is_vague,
        policy=order.policy,
        placed_at=order.placed_at,
        grid_id=order.grid_id,
        is_broadened=order.broadened_at is not None,
    )
    if not errand.is_broadened:
        watch_broadening(stage, errand, order.broaden_at)
    watch_desk(stage, errand, order.desk_at)
    if errand.grid_id is None:
        expect_locating(stage, errand)
    expect_answer(stage, errand, order.broaden_at)
    if stage.chance(stage.habits.cancelled):
        mean_hours = stage.habits.cancelled_after_hours
        later = timedelta(seconds=round(stage.random.expovariate(1 / mean_hours) * 3600))
        stage.plan_anyway(errand, stage.when_awake(stage.now + later), cancel)


def cancel(stage: Stage, errand: Errand) -> None:
    if not errand.is_live:
        return
    officers = stage.players.officers
    by, reason = errand.filed_by, stage.random.choice(words.NOT_NEEDED)
    if officers and stage.chance(stage.habits.cancelled_by_officer):
        by, reason = stage.random.choice(officers), stage.random.choice(words.OFFICERS_WORD)
    order = cancel_order(errand.order_id, by=by, at=stage.now, reason=reason)
    stage.put_down(errand)
    errand.follow(order)
    stage.count("cancelled")


def _preferred_time(random: Random) -> str:
    return random.choice(["", "", "", "上午", "下午", "周末"])
