from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.models import Officer
from dispatch.orders.actions.rate import write_rating
from dispatch.orders.changes import read_visible_order
from dispatch.orders.errors import NotRateable
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import State


@transaction.atomic
def override_rating(order_id: UUID, *, words: str, by: Officer, at: datetime) -> Rating | None:
    """The applicant said on the phone that the service was bad: that counts, whatever was rated before (R9).

    It only ever lowers: to raise a rating takes the applicant's own sign-in (R14), and a call gives nobody the point
    for satisfaction (R15). So it works after the window has closed and after the quarter is settled, too. None when
    an unsatisfied rating stands already. Raises OrderNotFound or NotRateable.
    """
    order = read_visible_order(order_id, to=by)
    if order.state != State.COMPLETED:
        raise NotRateable
    Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    previous = Rating.objects.filter(order=order, superseded_at=None).first()
    if previous and previous.is_unsatisfied:
        return None
    return write_rating(order, previous, grade=Rating.Grade.UNSATISFIED, words=words, by=by, at=at)
