"""``manage.py simulate``: a progress bar, a summary, or one sentence that says why not."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agents.models import Agent
from dispatch.orders.models import Order
from dispatch.orders.simulation import Plan, play
from dispatch.orders.simulation.errors import OthersWait
from tests.conftest import NINE
from tests.simulation.conftest import FIRST, LAST

pytestmark = pytest.mark.django_db


def simulate(**changed):
    said = StringIO()
    arguments = {"from": "2026-11-02", "to": "2026-11-15", "orders": "4", "seed": "7", **changed}
    words = [word for name, value in arguments.items() for word in (f"--{name}", value)]
    call_command("simulate", *words, stdout=said)
    return said.getvalue()


def test_it_says_what_was_played_and_what_it_earned(cast, capsys):
    said = simulate()
    assert "4" in said and "2026Q4" in said
    assert Order.objects.count() == 4
    assert "4/4" in capsys.readouterr().err


def test_it_keeps_still_when_asked_to(cast, capsys):
    simulate(verbosity="0")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"from": "yesterday"}, "yesterday"),
        ({"to": "2026-02-30"}, "2026-02-30"),
        ({"to": "2026-11-01"}, "2026-11-01"),
        ({"orders": "0"}, "0"),
        ({"orders": "-3"}, "-3"),
        ({"orders": "1000001"}, "1000001"),
        ({"orders": "many"}, "many"),
        ({"seed": "x"}, "x"),
        ({"to": "2099-01-01"}, "3660"),
        ({"county": "999999"}, "431127"),
    ],
)
def test_what_makes_no_sense_is_named(cast, changed, named):
    with pytest.raises(CommandError, match=named):
        simulate(**changed)
    assert not Order.objects.exists()


def test_a_stretch_before_the_countys_first_policy_is_refused(cast):
    with pytest.raises(CommandError):
        simulate(**{"from": "2020-01-01", "to": "2020-01-31"})


def test_the_same_stretch_is_not_played_twice(cast):
    simulate()
    with pytest.raises(CommandError, match="7"):
        simulate()
    assert Order.objects.count() == 4


def test_another_seed_goes_on_where_the_first_ended(cast):
    simulate()
    simulate(seed="8")
    assert Order.objects.count() == 8


def test_a_real_county_is_never_simulated(cast, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        simulate()
    assert not Order.objects.exists()


def test_a_county_without_agents_cannot_be_played(cast):
    Agent.objects.update(is_on_duty=False)
    with pytest.raises(CommandError):
        simulate()


def test_a_clock_that_runs_ahead_does_not_overtake_who_really_waits(cast, place):
    place(at=NINE - timedelta(hours=1))
    with pytest.raises(OthersWait):
        play(
            Plan(county=cast.county, first=FIRST, last=LAST + timedelta(days=30), orders=3, seed=1), now=NINE
        )
    assert Order.objects.count() == 1
