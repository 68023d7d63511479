"""Numbers that say whether people are told in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import Agent
from realtime.models import Delivery
from tests.conftest import NINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(client):
    def value(name: str) -> float:
        lines = client.get("/metrics").content.decode().splitlines()
        (found,) = [each for each in lines if each.startswith(f"grid_dispatch_{name} ")]
        return float(found.rsplit(" ", 1)[1])

    return value


def test_rate_and_latency_of_a_channel_are_read_from_the_rows(cast, phones, place, work, line):
    (sms,) = phones("sms")
    placed_at = timezone.now() - timedelta(seconds=30)
    place(at=placed_at)
    work(sms, at=placed_at)
    Delivery.objects.update(sent_at=placed_at + timedelta(seconds=2))
    assert line('deliveries_per_minute{channel="sms"}') == 2
    assert line('delivery_latency_seconds{channel="sms",quantile="0.99"}') == 2


def test_what_waits_and_who_cannot_be_reached_are_seen(cast, phones, place, line):
    phones("sms")
    place(at=timezone.now() - timedelta(seconds=90))
    assert 90 <= line('delivery_due_age_seconds{channel="sms"}') < 120
    assert line("agents_unreachable") == 0
    Agent.objects.filter(pk=cast.wei.pk).update(unreachable_since=NINE)
    assert line("agents_unreachable") == 1
