"""What every claim asks is found by its key, whatever PostgreSQL believes of how much waits."""

import pytest
from django.db import connection

from realtime.outbox.retract import RETRACT, retracting
from tests.conftest import NINE
from tests.orders.test_plans import leave_alone

pytestmark = pytest.mark.django_db


def test_offers_are_withdrawn_without_reading_all_that_waits(cast, place):
    """Statistics that are a rush old say that nothing waits; then the index of what waits looks as good as the key."""
    order = place(at=NINE)
    leave_alone("deliveries_due_by_channel", table="realtime_delivery")
    with connection.cursor() as cursor:
        cursor.execute(f"explain {RETRACT}", retracting(order.pk))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "on realtime_delivery" in plan and "deliveries_due" not in plan, plan
