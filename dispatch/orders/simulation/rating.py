"""Applicants rate, some think again, many never do."""

from dispatch.orders.actions import rate_order
from dispatch.orders.models import Order, Rating
from dispatch.orders.simulation import words
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.habits import GRADES
from dispatch.orders.simulation.stage import Stage


def expect_rating(stage: Stage, errand: Errand, order: Order) -> None:
    at = stage.when_awake(stage.after(hours=stage.habits.rating_hours, spread=1.4))
    if stage.chance(stage.habits.rates) and order.rating_closes_at and at < order.rating_closes_at:
        stage.plan(errand, at, rate)


def rate(stage: Stage, errand: Errand) -> None:
    grade = stage.random.choices(list(GRADES), list(GRADES.values()))[0]
    _rate(stage, errand, grade)
    unsatisfied = grade in Rating.UNSATISFIED_GRADES
    habits = stage.habits
    if stage.chance(habits.mends_unsatisfied if unsatisfied else habits.changes_mind):
        deed = revise_upwards if unsatisfied else revise_downwards
        stage.plan(errand, stage.when_awake(stage.after(hours=habits.revision_hours, spread=0.5)), deed)


def revise_upwards(stage: Stage, errand: Errand) -> None:
    """The agent came again and put it right."""
    _rate(stage, errand, stage.random.choice(["satisfied", "fair"]))
    stage.count("ratings revised")


def revise_downwards(stage: Stage, errand: Errand) -> None:
    """What was brought turned out to be wrong."""
    _rate(stage, errand, stage.random.choice(["fair", "unsatisfied"]))
    stage.count("ratings revised")


def _rate(stage: Stage, errand: Errand, grade: str) -> None:
    said = words.BLAME if grade in Rating.UNSATISFIED_GRADES else words.PRAISE
    rate_order(
        errand.order_id, grade=grade, by=errand.citizen.user, at=stage.now, words=stage.random.choice(said)
    )
    stage.count(f"rated {grade}")
