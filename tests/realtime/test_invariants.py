"""``manage.py verify`` names what is broken in the outbox."""

import pytest

from agents.invariants import invariants
from agents.models import County, Policy
from dispatch.orders.actions import claim_order
from realtime.models import Delivery
from realtime.outbox.lease import take_due
from tests.conftest import NINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(cast, place, send_all):
    """Sent, dropped and leased deliveries, all as they should be."""
    claim_order(place().pk, agent=cast.wei, at=NINE)
    send_all()
    take_due("console", at=NINE, limit=1)
    assert broken() == set()
    return Delivery.objects


def broken() -> set[str]:
    ours = [check for check in invariants().values() if check.__module__ == "realtime.invariants"]
    return {check.__name__ for check in ours if list(check())}


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        ({"state": "sent", "sent_at": None}, "sent_deliveries_say_when"),
        ({"state": "waiting", "sent_at": NINE}, "sent_deliveries_say_when"),
        (
            {
                "state": "dead",
                "sent_at": None,
                "lease": "00000000-0000-0000-0000-000000000001",
                "leased_until": NINE,
            },
            "leases_end",
        ),
        ({"lease": "00000000-0000-0000-0000-000000000001", "leased_until": None}, "leases_end"),
        ({"attempts": 9}, "starts_are_bounded"),
    ],
)
def test_a_wrong_row_is_named(outbox, wrong, check):
    outbox.filter(pk=outbox.filter(channel="inbox").first().pk).update(**wrong)
    assert broken() == {check}


def test_a_message_that_crossed_a_border_is_named(outbox):
    other = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    outbox.filter(channel="console").update(county=other)
    assert broken() == {"messages_stay_in_their_county"}


def test_a_plan_that_nobody_can_read_is_named(outbox):
    Policy.objects.update(telling_plans={"offer": "sms"})
    assert broken() == {"plans_can_be_read"}
