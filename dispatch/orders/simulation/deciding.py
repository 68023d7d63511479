"""Officers decide: who does what nobody claimed, where an order belongs, and of which class a vague one is."""

from datetime import datetime

from agents.models import Officer
from dispatch.orders.actions import assign_order, confirm_item, locate_order
from dispatch.orders.models import Order
from dispatch.orders.simulation import words, working
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.habits import OFFICE
from dispatch.orders.simulation.stage import Stage
from dispatch.orders.states import State


def expect_locating(stage: Stage, errand: Errand) -> None:
    if stage.players.officers:
        at = stage.when_awake(stage.after(minutes=stage.habits.desk_minutes))
        stage.plan(errand, stage.in_time(at), locate)


def locate(stage: Stage, errand: Errand) -> None:
    """The officer rings up and learns where the applicant lives."""
    home = next(grid for grid in stage.players.grids if grid.village_id == errand.citizen.village_code)
    locate_order(errand.order_id, grid=home, by=_at_desk(stage), at=stage.now)
    errand.grid_id = home.pk
    stage.count("located")


def expect_assignment(stage: Stage, errand: Errand, due_at: datetime) -> None:
    """At the desk: in time mostly, else after its superior was told."""
    if stage.players.officers:
        since = due_at if stage.chance(stage.habits.desk_misses) else stage.now
        at = stage.when_awake(since + (stage.after(minutes=stage.habits.desk_minutes) - stage.now))
        stage.plan(errand, stage.in_time(at), assign)


def assign(stage: Stage, errand: Errand) -> None:
    township = stage.players.township_of_grid.get(errand.grid_id)
    for agents in (stage.players.of_township.get(township, []), stage.players.agents):
        able = [agent for agent in agents if stage.has_room(agent, errand)]
        if able:
            agent = stage.random.choice(able)
            order: Order = assign_order(
                errand.order_id,
                agent=agent,
                by=_at_desk(stage),
                at=stage.now,
                reason=stage.random.choice(words.ASSIGNING),
            )
            stage.count("assigned")
            working.take_on(stage, errand, order, agent)
            return
    stage.plan(errand, stage.after(hours=2), assign)


def expect_confirmation(stage: Stage, errand: Errand) -> None:
    if stage.players.officers and stage.chance(stage.habits.confirms_item):
        at = stage.when_awake(stage.after(hours=stage.habits.confirm_hours), OFFICE)
        stage.plan_anyway(errand, at, confirm)


def confirm(stage: Stage, errand: Errand) -> None:
    """Before or after completion; the points follow either way."""
    if errand.is_classified or errand.state == State.CANCELLED:
        return
    officer = stage.random.choice(stage.players.officers)
    confirm_item(errand.order_id, item_code=errand.item.code, by=officer, at=stage.now)
    errand.is_classified = True
    stage.count("items confirmed")


def _at_desk(stage: Stage) -> Officer:
    """Whoever sits there; the first of the list does."""
    return stage.players.officers[0]
