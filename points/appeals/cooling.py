"""The cooling time after an unsatisfied rating: how long the agent may answer (DESIGN §2.11)."""

from datetime import datetime

from agents import workdays
from dispatch.orders.models import Order, Rating


def answer_by(order: Order, rating: Rating) -> datetime | None:
    """End of work on the fifth working day (policy) after the rating, county time.

    None while that year's calendar is not announced: nobody's time runs out on a guessed date (F35).
    """
    return workdays.due_at(rating.rated_at, order.policy.answer_working_days, order.county.zone)


def may_appeal(order: Order, rating: Rating, *, at: datetime) -> bool:
    """An unsatisfied rating that counts, still within the cooling time."""
    last = answer_by(order, rating)
    return rating.is_unsatisfied and rating.superseded_at is None and (last is None or at < last)
