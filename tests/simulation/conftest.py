"""A small county that is played through once for many questions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import pytest_django
from django.db import transaction

from dispatch.orders.simulation import Plan, Tally, play
from dispatch.orders.simulation.habits import Habits
from tests.cast import Cast, build_cast, make_agent
from tests.conftest import NINE

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 15)

# Everything that happens seldom happens often here, so that a small stretch shows all of it.
EVENTFUL = Habits(
    vague=0.4,
    own_grid_answers=0.6,
    neighbour_answers=0.6,
    place_unknown=0.2,
    cancelled=0.12,
    forgets_contact=0.25,
    asks_for_more_time=0.5,
    gives_back=0.1,
    notes=0.3,
    suspends=0.25,
    desk_misses=0.4,
    rates=0.9,
    mends_unsatisfied=0.9,
    changes_mind=0.2,
    class_one_hours=3,
    class_two_hours=8,
    suspended_hours=15,
    second_tap=0.2,
)


def settle(*, agents: int = 6) -> Cast:
    """The cast and some more agents in both grids."""
    cast = build_cast(at=NINE)
    for number in range(agents):
        grid = (cast.west, cast.east)[number % 2]
        make_agent(grid, f"代办员{number}", f"+8610900001{number:03d}", at=NINE)
    return cast


def stretch(cast: Cast, *, orders: int = 10, seed: int = 7, habits: Habits = EVENTFUL) -> Plan:
    return Plan(county=cast.county, first=FIRST, last=LAST, orders=orders, seed=seed, habits=habits)


def run(plan: Plan, *, on_placed: Callable[[], None] = lambda: None) -> Tally:
    return play(plan, now=NINE, on_placed=on_placed)


@dataclass
class Played:
    cast: Cast
    plan: Plan
    tally: Tally


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Played]:
    """One eventful fortnight, undone when the module's questions are answered."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = settle()
        plan = stretch(cast, orders=70)
        yield Played(cast, plan, run(plan))
        transaction.set_rollback(True)
