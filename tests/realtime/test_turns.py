"""What is done once an hour costs a tick of the clock one question in between, however many counties there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import County
from dispatch.oversight.followups.actions import draw_follow_ups
from points.risks.clock import check_services
from tests.conftest import NINE

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("act", [draw_follow_ups, check_services])
def test_between_two_turns_a_tick_asks_once(cast, act, django_assert_num_queries):
    County.objects.create(code="990001", name="邻县", number_prefix="LJ")
    act(at=NINE)
    with django_assert_num_queries(1):
        act(at=NINE + HOUR - timedelta(seconds=1))


@pytest.mark.parametrize("act", [draw_follow_ups, check_services])
def test_after_an_hour_it_is_everybodys_turn_again(cast, act):
    County.objects.create(code="990001", name="邻县", number_prefix="LJ")
    act(at=NINE)
    with CaptureQueriesContext(connection) as asked:
        act(at=NINE + HOUR)
    assert len(asked) > 2
