"""Agents answer: mostly one of the own grid within minutes, else a neighbour once the order is broadened."""

from datetime import datetime, timedelta

from agents.models import Agent
from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.habits import AWAKE
from dispatch.orders.simulation.stage import Stage
from dispatch.orders.simulation.times import around, is_within
from dispatch.orders.simulation.working import take_on

TEN_MINUTES = timedelta(minutes=10)


def expect_answer(stage: Stage, errand: Errand, broaden_at: datetime) -> None:
    """Whoever comes first takes it; what the others planned is then void."""
    habits = stage.habits
    awake = is_within(stage.now, AWAKE, stage.zone)
    share = habits.own_grid_answers if awake else habits.own_grid_answers_at_night
    if stage.players.of_grid.get(errand.grid_id) and stage.chance(share):
        stage.plan(errand, stage.in_time(stage.after(minutes=habits.answer_minutes)), claim_by_own_grid)
    expect_neighbours(stage, errand, broaden_at)


def expect_neighbours(stage: Stage, errand: Errand, since: datetime) -> None:
    """Some time after everybody may; sometimes nobody comes, and the order goes to the desk if there is one."""
    desk_at = since + errand.policy.desk_after
    nobody_else = not stage.players.officers or desk_at >= stage.ends_at
    if nobody_else or stage.chance(stage.habits.neighbour_answers):
        at = since + around(stage.random, timedelta(minutes=stage.habits.neighbour_minutes))
        stage.plan(errand, stage.in_time(stage.when_awake(at)), claim_by_neighbour)


def claim_by_own_grid(stage: Stage, errand: Errand) -> None:
    _claim(stage, errand, stage.players.of_grid.get(errand.grid_id, []))


def claim_by_neighbour(stage: Stage, errand: Errand) -> None:
    township = stage.players.township_of_grid.get(errand.grid_id)
    nearby = stage.players.of_township.get(township, [])
    is_near = stage.chance(stage.habits.neighbour_of_township) and _claim(stage, errand, nearby)
    if not is_near and not _claim(stage, errand, stage.players.agents):
        # Everybody is busy: somebody will have finished something in a while.
        stage.plan(errand, stage.after(hours=2), claim_by_neighbour)


def _claim(stage: Stage, errand: Errand, agents: list[Agent]) -> bool:
    able = [agent for agent in agents if stage.has_room(agent, errand)]
    if not able or not errand.is_open:
        return False
    agent = stage.random.choice(able)
    order = claim_order(errand.order_id, agent=agent, at=stage.now)
    _note_claim(stage, errand, order)
    take_on(stage, errand, order, agent)
    if stage.chance(stage.habits.second_tap):
        late = stage.now + timedelta(milliseconds=stage.random.randrange(150, 4000))
        stage.plan_anyway(errand, late, _come_too_late)
    return True


def _note_claim(stage: Stage, errand: Errand, order: Order) -> None:
    stage.count("claimed")
    if not errand.was_claimed:
        errand.was_claimed = True
        stage.count("first claims")
        stage.tally.within_ten_minutes += stage.now - errand.placed_at <= TEN_MINUTES
    if order.broadened_at is None:
        stage.count("claimed by the own grid")


def _come_too_late(stage: Stage, errand: Errand) -> None:
    """Two thumbs on the same card: the slower one hears by how much."""
    others = [
        agent for agent in stage.players.agents if agent != errand.agent and stage.has_room(agent, errand)
    ]
    if others:
        claim_order(errand.order_id, agent=stage.random.choice(others), at=stage.now)
