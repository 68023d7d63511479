"""axe-core over every page of the table: nothing serious, nothing critical, in daylight and at night."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from agents.models import Officer
from tests.audit.axe import findings
from tests.cast import make_officer
from tests.screens.life import bring_to_life
from tests.screens.players import Players
from tests.screens.table import PAGES, PERSONS

DRESSES = [("zh-CN", "normal", "light"), ("en", "large", "dark")]


@pytest.fixture
def lively(cast, site) -> tuple[Players, dict[str, str]]:
    at = timezone.now()
    admin = make_officer(cast.county, "管安全", "xi", Officer.Role.SECURITY_ADMIN, at=at)
    players = Players(cast.county, cast.chen, cast.wei, cast.li, cast.sun, admin)
    return players, bring_to_life(players, at=at)


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize(("language", "size", "scheme"), DRESSES)
def test_nothing_serious_on_any_page(phone, site, lively, person, language, size, scheme):
    players, filled = lively
    view: Page = phone(user=players.user(person), language=language, color_scheme=scheme)
    view.context.add_cookies([{"name": "text_size", "value": size, "url": site}])
    found = {}
    for page in (page for page in PAGES if page.person == person):
        answer = view.goto(page.path.format(**filled))
        assert answer and answer.status == page.status, page.name
        found[page.name] = findings(view)
    assert {name: each for name, each in found.items() if each} == {}


def test_a_fault_would_be_found(phone, cast):
    page = phone()
    page.goto("/")
    page.evaluate("document.querySelector('#main').append(document.createElement('button'))")
    assert any("button-name" in each for each in findings(page))
