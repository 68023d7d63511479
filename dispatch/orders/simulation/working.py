"""Agents do the errand: first contact, notes, waiting for papers, the result; or they give it back, or forget it."""

from datetime import datetime, timedelta

from agents.models import Agent
from dispatch.orders.actions import (
    complete_order,
    extend_contact,
    note_progress,
    propose_item,
    release_order,
    resume_order,
    start_order,
    suspend_order,
)
from dispatch.orders.models import Order
from dispatch.orders.simulation import words
from dispatch.orders.simulation.clock import watch_contact, watch_reopened
from dispatch.orders.simulation.deciding import expect_confirmation
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.rating import expect_rating
from dispatch.orders.simulation.stage import Stage

MINUTE = timedelta(minutes=1)


def take_on(stage: Stage, errand: Errand, order: Order, agent: Agent) -> None:
    """Claimed or assigned: from here on the order is this agent's."""
    errand.follow(order)
    errand.agent = agent
    stage.carried[agent.pk] += 1
    due_at = watch_contact(stage, errand, order)
    forgets = stage.chance(stage.habits.forgets_contact) and due_at < stage.ends_at
    if not forgets:
        _plan_contact(stage, errand, due_at)
    elif stage.chance(stage.habits.asks_for_more_time):
        stage.plan(errand, due_at - 20 * MINUTE, ask_for_more_time)


def _plan_contact(stage: Stage, errand: Errand, due_at: datetime) -> None:
    contact_at = stage.when_awake(stage.after(minutes=stage.habits.first_contact_minutes))
    contact_at = max(stage.now, min(contact_at, due_at - MINUTE))
    deed = give_back if stage.chance(stage.habits.gives_back) else start
    stage.plan(errand, stage.in_time(contact_at), deed)


def ask_for_more_time(stage: Stage, errand: Errand) -> None:
    agent = stage.carrier(errand)
    order = extend_contact(
        errand.order_id, agent=agent, reason=stage.random.choice(words.MORE_TIME), at=stage.now
    )
    stage.count("more time asked")
    errand.follow(order)
    _plan_contact(stage, errand, watch_contact(stage, errand, order))


def give_back(stage: Stage, errand: Errand) -> None:
    agent = stage.carrier(errand)
    order = release_order(
        errand.order_id, agent=agent, reason=stage.random.choice(words.GIVING_BACK), at=stage.now
    )
    stage.count("given back")
    watch_reopened(stage, errand, order)


def start(stage: Stage, errand: Errand) -> None:
    errand.follow(start_order(errand.order_id, agent=stage.carrier(errand), at=stage.now))
    stage.count("started")
    if stage.chance(stage.habits.gives_back / 3):
        stage.plan(errand, stage.in_time(stage.when_awake(stage.after(hours=1))), give_back)
        return
    if errand.is_vague and not errand.is_classified and stage.chance(stage.habits.proposes_item):
        stage.plan(errand, stage.after(minutes=10), propose)
    if stage.chance(stage.habits.notes):
        stage.plan(errand, stage.when_awake(stage.after(hours=2)), note)
    if stage.chance(stage.habits.suspends):
        stage.plan(errand, stage.when_awake(stage.after(hours=3)), suspend)
    else:
        _plan_completion(stage, errand)


def _plan_completion(stage: Stage, errand: Errand) -> None:
    habits = stage.habits
    hours = habits.class_two_hours if errand.item.difficulty_class == 2 else habits.class_one_hours
    stage.plan(errand, stage.when_awake(stage.after(hours=hours)), complete)


def propose(stage: Stage, errand: Errand) -> None:
    propose_item(errand.order_id, item_code=errand.item.code, agent=stage.carrier(errand), at=stage.now)
    stage.count("items proposed")
    expect_confirmation(stage, errand)


def note(stage: Stage, errand: Errand) -> None:
    note_progress(
        errand.order_id, words=stage.random.choice(words.NOTES), by=stage.carrier(errand), at=stage.now
    )
    stage.count("noted")


def suspend(stage: Stage, errand: Errand) -> None:
    order = suspend_order(
        errand.order_id, agent=stage.carrier(errand), reason=stage.random.choice(words.WAITING), at=stage.now
    )
    errand.follow(order)
    stage.count("suspended")
    papers_at = stage.when_awake(stage.after(hours=stage.habits.suspended_hours, spread=0.5))
    # Now and then everything is done on the day the papers come.
    stage.plan(errand, papers_at, complete if stage.chance(0.15) else resume)


def resume(stage: Stage, errand: Errand) -> None:
    errand.follow(resume_order(errand.order_id, agent=stage.carrier(errand), at=stage.now))
    stage.count("resumed")
    _plan_completion(stage, errand)


def complete(stage: Stage, errand: Errand) -> None:
    order = complete_order(
        errand.order_id, agent=stage.carrier(errand), result=stage.random.choice(words.RESULTS), at=stage.now
    )
    stage.put_down(errand)
    errand.follow(order)
    stage.count("completed")
    expect_rating(stage, errand, order)
