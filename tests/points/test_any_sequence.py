"""Whatever is said of a service and in whatever order, it earns 0, base or base + 1."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.errors import Refusal
from dispatch.orders.actions import confirm_item, rate_order
from dispatch.orders.models import Order, Rating
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO, earned

GRADES = st.sampled_from(Rating.Grade.values).map(lambda grade: ("rate", grade))
CLASSES = st.sampled_from([CLASS_ONE, CLASS_TWO]).map(lambda code: ("classify", code))
STEPS = st.lists(st.tuples(GRADES | CLASSES, st.integers(0, 12)), max_size=6)
BASE = {None: Decimal("1.5"), 1: Decimal("1.5"), 2: Decimal("2")}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(item_code=st.sampled_from(["", CLASS_ONE, CLASS_TWO]), steps=STEPS)
def test_the_sum_is_nothing_base_or_base_and_one(cast, serve, item_code, steps):
    with transaction.atomic():
        order = serve(item_code=item_code)
        hours = 0
        for (verb, what), pause in steps:
            hours += pause * 6
            _do(verb, what, order, cast, NINE + timedelta(hours=hours))
            assert earned(order) == _due(order)
        # Ends the example: its rows are rolled back, not deleted (the ledger would refuse).
        transaction.set_rollback(True)


def _do(verb, what, order, cast, at):
    try:
        if verb == "rate":
            rate_order(order.pk, grade=what, by=cast.chen, at=at)
        else:
            confirm_item(order.pk, item_code=what, by=cast.li, at=at)
    except Refusal:
        # Too late for a rating, or classified so already: nothing was written, and the sum must still hold.
        pass


def _due(order) -> Decimal:
    """The rule in one line, from the order and its current rating alone."""
    base = BASE[Order.objects.get(pk=order.pk).difficulty_class]
    rating = Rating.objects.filter(order=order, superseded_at=None).first()
    if rating is None:
        return base
    return Decimal(0) if rating.is_unsatisfied else base + rating.is_satisfied
