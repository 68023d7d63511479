"""The quarter is played through the real actions."""

from time import monotonic

from django.core.management import call_command
from django.utils import timezone

from agents.demo.names import agent_phone, invented_name
from agents.founding import first_day
from agents.models import Agent, County, Grid
from config.serve.preparation import prepare_site
from tests.cast import make_agent

FIRST, LAST = "2026-07-01", "2026-09-30"


def play_quarter(*, agents: int, orders: int, seed: int) -> None:
    prepare_site(say=print)
    county = County.objects.get()
    _recruit(county, agents)
    began = monotonic()
    call_command("simulate", "--from", FIRST, "--to", LAST, "--orders", str(orders), "--seed", str(seed))
    print(f"{orders} orders of {agents} agents played in {monotonic() - began:.0f} s, {timezone.now():%H:%M}")


def _recruit(county: County, wanted: int) -> None:
    """The demo has two agents a grid; the missing ones join the first grids."""
    have = Agent.objects.serving().filter(county=county).count()
    grids = Grid.objects.filter(county=county).order_by("code")
    for number, grid in enumerate(grids[: max(0, wanted - have)], 900_000):
        name = invented_name("agent", number)
        make_agent(grid, name, agent_phone(number), at=first_day(county))
