"""What every claim asks is found by its key, whatever PostgreSQL believes of how much waits."""

import pytest

from agents.prepared import change_sql
from realtime.outbox.lease import take_due
from realtime.outbox.retract import RETRACT, retracting
from tests.conftest import NINE
from tests.orders.test_plans import leave_alone, plan_of

pytestmark = pytest.mark.django_db


def test_offers_are_withdrawn_without_reading_all_that_waits(cast, place):
    """Statistics that are a rush old say that nothing waits; then the index of what waits looks as good as the key."""
    order = place(at=NINE)
    leave_alone("deliveries_due_by_channel", table="realtime_delivery")
    plan = plan_of(RETRACT, retracting(order.pk))
    assert "on realtime_delivery" in plan and "deliveries_due" not in plan, plan


def test_what_became_of_a_delivery_is_written_by_its_key(cast, place):
    place(at=NINE)
    leave_alone("deliveries_due_by_channel", table="realtime_delivery")
    lease = take_due("inbox", at=NINE)
    plan = plan_of(*change_sql(lease.held(lease.delivery_ids[0]), lease=None))
    assert "realtime_delivery_pkey" in plan and "deliveries_due" not in plan, plan
