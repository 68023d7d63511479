"""实时 and 值班调度: what needs an officer's eye."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agents.models import Agent
from dispatch.orders.actions import (
    claim_order,
    complete_order,
    rate_order,
    send_to_desk,
    send_to_superior,
    start_order,
)
from frontend.office.filters import Filters
from frontend.office.grids import GridLoad
from frontend.office.map import draw, tone_of
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, text

pytestmark = pytest.mark.usefixtures("nine_o_clock")
LIVE, DESK = "/office/", "/office/desk/"


def test_orders_past_their_ten_minutes_stand_in_front(cast, place, li_looks):
    fresh = place(at=NINE - timedelta(minutes=2))
    late = place(at=NINE - timedelta(minutes=11))
    nobody_there = place(village_code="", address="山那边", at=NINE - timedelta(minutes=1))
    shown = [order.pk for order, _ in li_looks.get(LIVE).context["open_orders"]]
    assert shown == [late.pk, nobody_there.pk, fresh.pk]


def test_the_numbers_of_today(cast, place, li_looks):
    yesterday = place(at=NINE - timedelta(days=1))
    claim_order(yesterday.pk, agent=cast.wei, at=NINE - timedelta(days=1))
    for seconds in (60, 120, 480):
        claim_order(
            place(at=NINE - timedelta(hours=1)).pk,
            agent=cast.wen,
            at=NINE - timedelta(minutes=60 - seconds / 60),
        )
    done = start_order(yesterday.pk, agent=cast.wei, at=NINE)
    complete_order(done.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(done.pk, grade="satisfied", by=cast.chen, at=NINE)
    place()
    figures = li_looks.get(LIVE).context["figures"]
    assert (figures.open, figures.past_broadening, figures.in_progress) == (1, 0, 3)
    assert (figures.claimed_today, figures.claim_median_seconds) == (3, 120)
    assert figures.claim_p90_seconds == pytest.approx(408)
    assert (figures.completed_today, figures.satisfied_percent) == (1, 100.0)
    assert "2:00" in text(li_looks.get(LIVE))


def test_past_due_is_counted_but_not_while_suspended(cast, place, li_looks, monkeypatch):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    stand_at(monkeypatch, NINE + timedelta(days=14))
    assert browser_of(cast.li.user).get(LIVE).context["figures"].past_due == 1


def test_a_day_without_anything_shows_dashes_and_no_error(cast, li_looks):
    answer = li_looks.get(LIVE)
    assert answer.status_code == 200 and "nothing claimed yet today" in text(answer)


def test_grids_with_fewer_than_two_reachable_agents_are_named_nobody_first(cast, li_looks):
    Agent.objects.filter(pk__in=[cast.dong.pk, cast.dai.pk]).update(is_on_duty=False)
    Agent.objects.filter(pk=cast.wei.pk).update(unreachable_since=NINE)
    short = li_looks.get(LIVE).context["short"]
    assert [(load.grid, load.reachable) for load in short] == [(cast.east, 0), (cast.west, 1)]


def test_the_map_shows_each_grid_in_the_colour_of_its_load(cast, place, li_looks):
    place(at=NINE - timedelta(minutes=11))
    answer = li_looks.get(LIVE)
    assert [shape.tone for shape in answer.context["map"].shapes] == ["late", "load-0"]
    assert '<path class="late" d="M0 ' in text(answer) and cast.west.village.township.short_name in text(
        answer
    )


def test_the_map_is_as_wide_as_drawn_and_keeps_proportions(cast):
    loads = [GridLoad(grid, open=0, late=0, carried=0, reachable=2) for grid in (cast.west, cast.east)]
    drawn = draw(loads)
    # Two tenths of a degree across and one down, at 25° north.
    assert drawn is not None and (drawn.width, drawn.height) == (1000, 552)
    assert [tone_of(GridLoad(cast.west, n, 0, 0, 2)) for n in (0, 1, 3, 6)] == [
        "load-0",
        "load-1",
        "load-2",
        "load-3",
    ]


def test_without_boundaries_there_is_no_map(cast):
    cast.west.boundary = None
    assert draw([GridLoad(cast.west, 1, 0, 0, 2)]) is None


def test_the_live_page_costs_the_same_however_much_is_open(
    cast, place, li_looks, django_assert_max_num_queries
):
    for minutes in range(6):
        place(at=NINE - timedelta(hours=4, minutes=minutes))
    with django_assert_max_num_queries(9):
        assert li_looks.get(LIVE).status_code == 200


def test_the_desk_follows_the_stored_deadline_though_no_dispatcher_ran(cast, place, li_looks):
    due = place(at=NINE - timedelta(hours=2, minutes=10))
    place(at=NINE - timedelta(hours=2, minutes=9))
    assert [each.order.pk for each in li_looks.get(DESK).context["waiting"]] == [due.pk]


def test_an_order_without_a_grid_is_at_the_desk_at_once(cast, place, li_looks):
    place(village_code="", address="山那边")
    assert "Name the grid" in text(li_looks.get(DESK))


def test_what_the_desk_let_pass_is_marked_and_in_front(cast, place, li_looks):
    place(at=NINE - timedelta(hours=3))
    old = place(at=NINE - timedelta(hours=5))
    send_to_desk(at=NINE - timedelta(hours=2))
    send_to_superior(at=NINE - timedelta(hours=1))
    send_to_desk(at=NINE)
    waiting = li_looks.get(DESK).context["waiting"]
    assert waiting[0].order.pk == old.pk and [each.is_overdue for each in waiting] == [True, False]


def test_the_desk_assigns_right_there_and_own_grid_comes_first(cast, place, li_looks):
    order = place(at=NINE - timedelta(hours=3))
    waiting = li_looks.get(DESK).context["waiting"][0]
    assert [choice.agent.pk for choice in waiting.choices[:2]] == [cast.wei.pk, cast.wen.pk]
    answer = li_looks.post(reverse("office:assign", args=[order.pk]), {"agent": cast.wen.pk, "from": "desk"})
    assert answer.url == DESK
    order.refresh_from_db()
    assert order.agent == cast.wen


def test_the_desk_costs_the_same_however_many_wait(cast, place, li_looks, django_assert_max_num_queries):
    for minutes in range(5):
        place(at=NINE - timedelta(hours=4, minutes=minutes))
    with django_assert_max_num_queries(6):
        assert li_looks.get(DESK).status_code == 200


def test_an_auditor_sees_the_desk_without_buttons(cast, place):
    place(at=NINE - timedelta(hours=3))
    assert "assign/" not in text(browser_of(cast.sun.user).get(DESK))


def test_numbers_are_found_however_they_are_written(cast, rf):
    for typed in ("LS-8F3K-2Q", "ls 8f3k 2q", "8f3k2q", "8F3K-2Q"):
        filters = Filters.read(rf.get("/", {"q": typed}).GET)
        assert "LS-8F3K-2Q" in str(filters.apply(cast.li).query)
