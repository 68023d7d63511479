"""An officer is signed in in so many browsers at once; a new one ends the oldest (S12)."""

import pytest
from django.test import Client

from agents.models import AuditEntry, OfficerSession
from agents.signals import signed_out
from tests.pages.clock import browser_of

ENTRY = {"username": "li", "password": "li-Mountain-2026"}


@pytest.fixture
def enters(cast):
    def entered():
        browser = Client()
        assert browser.post("/account/password/", ENTRY).status_code == 302
        return browser

    return entered


def is_in(browser):
    return browser.get("/office/").status_code == 200


def test_the_third_browser_ends_the_first_and_its_sockets_hear_of_it(enters):
    heard = []

    def note(session_key=None, **_):
        heard.append(session_key)

    signed_out.connect(note)
    first, second = enters(), enters()
    key = first.session.session_key
    assert is_in(first) and is_in(second) and heard == []
    third = enters()
    assert [is_in(each) for each in (first, second, third)] == [False, True, True]
    assert heard == [key] and OfficerSession.objects.count() == 2
    assert AuditEntry.objects.get(deed="signed_out").actor.username == "li"
    signed_out.disconnect(note)


def test_who_signs_out_makes_room(enters):
    first, second = enters(), enters()
    second.post("/account/sign-out/")
    third = enters()
    assert is_in(first) and is_in(third)


def test_how_many_is_a_setting(enters, settings):
    settings.OFFICER_SESSIONS_MAX = 1
    first, second = enters(), enters()
    assert not is_in(first) and is_in(second)


def test_a_new_password_ends_the_others_and_counts_the_own_browser(enters):
    first, second = enters(), enters()
    said = {"password": ENTRY["password"], "new_password": "three-wet-herons-wait"}
    assert second.post("/office/account/password/", said).status_code == 302
    assert not is_in(first) and is_in(second)
    assert OfficerSession.objects.get().session_key == second.session.session_key


def test_citizens_and_agents_are_not_counted(cast):
    browsers = [browser_of(cast.wei.user) for _ in range(4)]
    assert all(each.get("/agent/").status_code == 200 for each in browsers)
