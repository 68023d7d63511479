"""An officer's session ends after half an hour of nothing and after twelve hours of anything (S12)."""

from datetime import timedelta

import pytest

from agents.sign_in.staying import begin_stay
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at

PAGE = "/office/orders/"
BY_ITSELF = {"Sec-Fetch-Dest": "empty"}


@pytest.fixture
def sun_sits(cast, monkeypatch):
    """Auditor Sun's browser; ``sun_sits(minutes)`` opens a page so many minutes after nine."""
    browser = signed_in_at_nine(cast.sun.user)

    def opens(minutes, **headers):
        stand_at(monkeypatch, NINE + timedelta(minutes=minutes))
        return browser.get(PAGE, headers=headers).status_code

    return opens


def signed_in_at_nine(user):
    browser = browser_of(user)
    session = browser.session
    begin_stay(session, at=NINE)
    session.save()
    return browser


def test_signing_in_begins_the_stay(cast, client):
    client.post("/account/password/", {"username": "li", "password": "li-Mountain-2026"})
    assert "officer_began" in client.session


def test_half_an_hour_of_nothing_is_the_end(sun_sits):
    assert [sun_sits(0), sun_sits(29), sun_sits(58), sun_sits(89)] == [200, 200, 200, 302]


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(sun_sits):
    assert [sun_sits(0), sun_sits(10, **BY_ITSELF), sun_sits(31, **BY_ITSELF)] == [200, 200, 302]


def test_twelve_hours_are_the_end_whatever_was_done(sun_sits):
    answers = {minutes: sun_sits(minutes) for minutes in range(0, 745, 20)}
    assert [minutes for minutes, status in answers.items() if status == 302] == [740]


def test_the_desk_is_watched_by_its_page(cast, monkeypatch):
    browser = signed_in_at_nine(cast.li.user)
    for minutes in (0, 20, 40, 60):
        stand_at(monkeypatch, NINE + timedelta(minutes=minutes))
        assert browser.get(PAGE, headers=BY_ITSELF).status_code == 200


def test_citizens_and_agents_stay(cast, monkeypatch):
    browser = browser_of(cast.wei.user)
    for hours in (0, 13, 40):
        stand_at(monkeypatch, NINE + timedelta(hours=hours))
        assert browser.get("/agent/").status_code == 200
