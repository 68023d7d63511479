"""No page asks the database more often because there is more to show (N+1). All pages of the gallery are walked."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agents.models import Officer, Policy
from dispatch.orders.actions import note_progress
from tests.cast import make_agent, make_officer, make_user
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at
from tests.screens.life import bring_to_life
from tests.screens.players import Players
from tests.screens.table import PAGES

ROUNDS = range(3)


def test_three_times_as_much_takes_as_many_statements(cast, monkeypatch, media):
    stand_at(monkeypatch, NINE)
    Policy.objects.update(unfinished_orders_max=100)
    players = Players(
        county=cast.county,
        citizen=cast.chen,
        agent=cast.wei,
        officer=cast.li,
        auditor=cast.sun,
        admin=make_officer(cast.county, "管系统", "guan", Officer.Role.SECURITY_ADMIN, at=NINE),
    )
    filled = bring_to_life(players, at=NINE)
    few = statements_of_all_pages(players, filled)
    for turn in ROUNDS:
        more_of_everything(cast, players, filled, turn)
    many = statements_of_all_pages(players, filled)
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert not grown


def more_of_everything(cast, players, filled, turn):
    bring_to_life(players, at=NINE)
    for at_whom, grid in enumerate((cast.west, cast.east)):
        make_agent(grid, f"又一个{turn}{at_whom}", f"+86109000005{turn}{at_whom}", at=NINE)
    make_officer(
        cast.county, f"又一位{turn}", f"you{turn}", Officer.Role.COUNTY_MANAGER, at=NINE, on_desk=True
    )
    make_user(cast.county, f"群众{turn}", f"+8610900000060{turn}", at=NINE)
    note_progress(filled["in_progress"], words=f"又去了一次镇上{turn}", by=cast.wei, at=NINE)


def statements_of_all_pages(players, filled):
    """By the page's name; what a process fetches once is fetched before."""
    return {page.name: statements_of(page, players, filled) for page in PAGES}


def statements_of(page, players, filled):
    user = players.user(page.person)
    browser = browser_of(user) if user else Client()
    path = page.path.format(**filled)
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.get(path)
    assert answer.status_code == page.status, page.name
    return len(asked)
