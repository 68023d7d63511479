"""What a simulated fortnight must look like: the house's own rules, kept by everybody in it."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db.models import F

from agents import quiet
from agents.invariants import invariants
from dispatch.orders.models import Assignment, Order, OrderEvent, Rating
from dispatch.orders.signals import order_placed
from dispatch.orders.states import State
from points.management.summary import MOVES
from points.models import PointsEntry
from points.periods import Quarter
from points.reports.workbook import write_reward_report
from points.totals import county_total
from realtime.models import Delivery, Message
from tests.conftest import NINE
from tests.simulation.conftest import LAST, run, settle, stretch


def test_as_many_orders_as_were_asked_for(played):
    assert Order.objects.count() == played.tally.moves["placed"] == played.plan.orders


# Dates that wait for a calendar are set when it is announced, which no player can bring about; players have no
# camera, and never say that an order is not of their grid.
NEVER_PLAYED = {"due_set", "photo_added", "photo_removed", "regridded"}


@pytest.mark.parametrize("kind", sorted(set(OrderEvent.Kind.values) - NEVER_PLAYED))
def test_everything_that_can_happen_to_an_order_happens(played, kind):
    assert OrderEvent.objects.filter(kind=kind).exists()


def test_every_kind_of_entry_is_posted(played):
    assert set(PointsEntry.objects.values_list("kind", flat=True)) == set(PointsEntry.Kind.values)


def test_the_tally_says_what_the_events_say(played):
    events = Counter(OrderEvent.objects.values_list("kind", flat=True))
    moves = played.tally.moves
    for move, kind in {"claimed": "claimed", "assigned": "assigned", "completed": "completed"}.items():
        assert moves[move] == events[kind]
    assert moves["given back"] + moves["released by the clock"] == events["released"]


def test_the_summary_knows_every_move(played):
    assert set(played.tally.moves) <= set(MOVES)


def test_all_invariants_hold(played):
    assert [broken for check in invariants().values() for broken in check()] == []


def test_everything_lies_within_the_days(played):
    times = list(OrderEvent.objects.values_list("at", flat=True))
    zone = played.cast.county.zone
    assert played.plan.first <= min(times).astimezone(zone).date()
    assert max(times).astimezone(zone).date() <= LAST


def test_the_events_of_an_order_come_one_after_the_other(played):
    by_order = defaultdict(list)
    for order_id, at in OrderEvent.objects.order_by("id").values_list("order", "at"):
        by_order[order_id].append(at)
    assert all(times == sorted(times) for times in by_order.values())


def test_neighbours_waited_ten_minutes(played):
    foreign = Assignment.objects.filter(basis="claim").exclude(agent__grid=F("order__grid"))
    firsts = foreign.filter(order__broaden_reason="unclaimed").select_related("order")
    assert firsts
    for assignment in firsts:
        assert assignment.started_at >= assignment.order.placed_at + timedelta(minutes=10)


def test_the_clock_announces_at_the_very_instant(played):
    announced = OrderEvent.objects.filter(kind="broadened", facts__reason="unclaimed")
    assert announced
    for event in announced:
        assert event.at == datetime.fromisoformat(event.facts["broaden_at"])


def test_nobody_is_left_waiting_when_the_stretch_ends(played):
    assert not Order.objects.filter(state__in=[State.OPEN, State.CLAIMED]).exists()


def test_nobody_claims_twice_what_was_given_back(played):
    released = Assignment.objects.filter(ending__in=["released", "auto_released"])
    assert released
    for assignment in released:
        again = Assignment.objects.filter(order=assignment.order, agent=assignment.agent)
        assert again.count() == 1


def test_ratings_are_revised(played):
    assert Rating.objects.exclude(superseded_at=None).exists()


def test_the_numbers_are_readable_and_no_two_alike(played):
    numbers = list(Order.objects.values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("LS-") for number in numbers)


def test_the_report_of_the_stretch_is_the_ledger_to_the_fen(played):
    file = BytesIO()
    figures = write_reward_report(played.cast.county, Quarter.parse("2026Q4"), file, at=NINE)
    ledger = county_total(played.cast.county, "2026Q4")
    assert figures.points == ledger.points
    assert sum(row.earned for row in figures.rows) == ledger.yuan
    sheet = openpyxl.load_workbook(file, read_only=True)["明细"]
    cents = [round(float(str(row[11])) * 100) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sum(cents) == ledger.yuan * 100 and len(cents) == PointsEntry.objects.count()


def test_nobody_is_told_of_the_simulated_past(played):
    assert not Message.objects.exists() and not Delivery.objects.exists()


@pytest.mark.django_db
def test_the_house_knows_that_it_is_only_playing():
    heard = []

    def listen(**_):
        heard.append(quiet.is_quiet())

    order_placed.connect(listen)
    try:
        run(stretch(settle(agents=0), orders=2))
    finally:
        order_placed.disconnect(listen)
    assert heard == [True, True] and not quiet.is_quiet()
