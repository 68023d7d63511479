"""What the clock does: announce, send to the desk, remind, release. Rules hold without it."""

from datetime import timedelta

import pytest

from dispatch.orders.actions import (
    broaden_orders,
    claim_order,
    extend_contact,
    release_overdue_orders,
    remind_of_contact,
    send_to_desk,
    send_to_superior,
    set_awaited_due_dates,
    start_order,
)
from dispatch.orders.errors import AlreadyExtended, GivenBackBefore, WrongState
from dispatch.orders.models import Assignment, Order
from dispatch.orders.states import State
from tests.conftest import NINE

MILLISECOND = timedelta(milliseconds=1)
TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)


def kinds(order: Order) -> list[str]:
    return list(order.events.values_list("kind", flat=True))


def test_broadening_is_announced_at_ten_minutes_and_not_before(place):
    order = place()
    assert broaden_orders(at=NINE + TEN_MINUTES - MILLISECOND) == 0
    assert broaden_orders(at=NINE + TEN_MINUTES) == 1
    order.refresh_from_db()
    assert order.broadened_at == NINE + TEN_MINUTES and order.version == 2


def test_broadening_is_announced_once(place):
    order = place()
    broaden_orders(at=NINE + TEN_MINUTES)
    assert broaden_orders(at=NINE + HOUR) == 0
    assert kinds(order) == ["placed", "broadened"]


def test_a_dispatcher_that_slept_announces_late_and_keeps_the_promised_time(place):
    order = place()
    broaden_orders(at=NINE + timedelta(minutes=35))
    order.refresh_from_db()
    assert order.broaden_at == NINE + TEN_MINUTES
    assert order.broadened_at == NINE + timedelta(minutes=35)


def test_what_was_claimed_in_time_is_not_broadened(cast, place):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    assert broaden_orders(at=NINE + TEN_MINUTES) == 0


def test_broadening_a_hundred_orders_costs_no_more_statements_than_one(place, django_assert_num_queries):
    place()
    broaden_orders(at=NINE + TEN_MINUTES)  # The first of a process also reads the policies.
    place()
    with django_assert_num_queries(8):
        broaden_orders(at=NINE + TEN_MINUTES)
    for _ in range(100):
        place()
    with django_assert_num_queries(8):
        assert broaden_orders(at=NINE + TEN_MINUTES) == 100


def test_two_hours_after_broadening_it_lies_on_the_duty_desk(place):
    order = place()
    desk_at = NINE + TEN_MINUTES + 2 * HOUR
    assert send_to_desk(at=desk_at - MILLISECOND) == 0
    assert send_to_desk(at=desk_at) == 1
    order.refresh_from_db()
    assert (order.desk_level, order.desk_due_at) == (1, desk_at + HOUR)


def test_a_desk_that_sleeps_has_a_superior(place):
    order = place()
    desk_at = NINE + TEN_MINUTES + 2 * HOUR
    send_to_desk(at=desk_at)
    assert send_to_superior(at=desk_at + HOUR - MILLISECOND) == 0
    assert send_to_superior(at=desk_at + HOUR) == 1
    assert send_to_superior(at=desk_at + 3 * HOUR) == 0
    order.refresh_from_db()
    assert order.desk_level == 2 and kinds(order)[-2:] == ["sent_to_desk", "sent_to_superior"]


def test_an_order_without_a_grid_is_open_to_all_and_on_the_desk_at_once(place):
    order = place(village_code="")
    assert (order.grid, order.broaden_reason, order.broadened_at) == (None, "grid_unknown", NINE)
    assert send_to_desk(at=NINE) == 1


def test_the_desk_can_still_be_outrun_by_a_claim(cast, place):
    order = place()
    send_to_desk(at=NINE + 3 * HOUR)
    won = claim_order(order.pk, agent=cast.dong, at=NINE + 3 * HOUR)
    assert won.state == State.CLAIMED and not Order.objects.at_desk().exists()


def test_the_agent_is_reminded_at_half_time_once(cast, place):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    assert remind_of_contact(at=NINE + 2 * HOUR - MILLISECOND) == 0
    assert remind_of_contact(at=NINE + 2 * HOUR) == 1
    assert remind_of_contact(at=NINE + 3 * HOUR) == 0


def test_without_first_contact_in_four_hours_it_goes_back_to_all(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    assert release_overdue_orders(at=NINE + 4 * HOUR - MILLISECOND) == 0
    assert release_overdue_orders(at=NINE + 4 * HOUR) == 1
    order.refresh_from_db()
    assert (order.state, order.agent, order.broaden_at) == (State.OPEN, None, NINE + 4 * HOUR)
    record = Assignment.objects.get(order=order)
    assert (record.agent, record.ending) == (cast.wei, "auto_released")
    with pytest.raises(GivenBackBefore):
        claim_order(order.pk, agent=cast.wei, at=NINE + 4 * HOUR)


def test_first_contact_in_time_keeps_the_order(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE + 4 * HOUR - MILLISECOND)
    assert release_overdue_orders(at=NINE + 5 * HOUR) == 0


def test_one_extension_with_a_reason(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    extended = extend_contact(order.pk, agent=cast.wei, reason="山路塌方", at=NINE + 3 * HOUR)
    assert extended.contact_due_at == NINE + 7 * HOUR
    with pytest.raises(AlreadyExtended):
        extend_contact(order.pk, agent=cast.wei, reason="再等等", at=NINE + 4 * HOUR)
    assert release_overdue_orders(at=NINE + 7 * HOUR) == 1


def test_after_the_first_contact_there_is_nothing_to_extend(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    with pytest.raises(WrongState):
        extend_contact(order.pk, agent=cast.wei, reason="等", at=NINE)


def test_a_due_date_comes_once_the_calendar_is_announced(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    Order.objects.filter(pk=order.pk).update(due_at=None)
    assert set_awaited_due_dates(at=NINE) == 1
    order.refresh_from_db()
    assert order.due_at is not None and kinds(order)[-1] == "due_set"
