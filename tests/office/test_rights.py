"""谁可以做什么: the one table, and that pages and navigation ask it (S5). Walked in ``tests/trust``."""

import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from agents.models import Officer
from agents.rights import RIGHTS, Right
from frontend.office.navigation import GROUPS, bar_for, first_page
from frontend.office.urls import urlpatterns
from tests.pages.clock import browser_of

ROUTES = {str(pattern.name): pattern for pattern in urlpatterns}
#: Writing that changes nothing of the county: the own password, a file taken away (which is written down).
OWN_OR_EXPORT = {Right.OWN_ACCOUNT, Right.EXPORT, Right.EXPORT_FIGURES, Right.EXPORT_AUDIT}
VALUES = {"uuid": uuid4(), "int": 999_999, "str": "x", "slug": "x", "quarter": "2026Q4", "path": "x"}


def address_of(name, **known):
    """The page's address; parts that the test does not know get a value that exists nowhere."""
    converters = ROUTES[name].pattern.converters
    parts = {
        part: known.get(part, VALUES[re.sub(r"Converter$", "", type(converter).__name__).lower()])
        for part, converter in converters.items()
    }
    return reverse(f"office:{name}", kwargs=parts)


def methods_of(name):
    """GET, POST or both: asked of a view that lets nobody in, so that nothing happens."""
    answers = {method: getattr(Client(), method)(address_of(name)).status_code for method in ("get", "post")}
    return [method for method, status in answers.items() if status != 405]


def test_every_role_has_its_line_in_the_table():
    assert set(RIGHTS) == set(Officer.Role.values)


def test_every_page_says_which_right_it_asks_for():
    assert [
        name for name, each in ROUTES.items() if not isinstance(getattr(each.callback, "right", None), Right)
    ] == []


def test_who_changes_something_needs_a_right_that_writes(db):
    for name, route in ROUTES.items():
        if "post" in methods_of(name):
            right = route.callback.right
            assert right.writes or right in OWN_OR_EXPORT, name


def test_auditors_and_audit_administrators_never_write():
    for role in ("auditor", "audit_admin"):
        assert [right for right in RIGHTS[role] if right.writes] == []


def test_administrators_see_nothing_personal_and_no_two_hold_the_same_power():
    personal = {Right.SEE_ORDERS, Right.REVEAL, Right.SEE_PEOPLE, Right.SEE_REWARDS, Right.EXPORT}
    admins = [RIGHTS["system_admin"], RIGHTS["security_admin"], RIGHTS["audit_admin"]]
    assert all(not rights & personal for rights in admins)
    powers = [{right for right in rights if right.writes or right == Right.SEE_AUDIT} for rights in admins]
    assert all(powers) and not (powers[0] & powers[1] or powers[1] & powers[2] or powers[0] & powers[2])


def test_everybody_arrives_somewhere_and_every_entry_opens(office):
    for role, officer in office.items():
        browser = browser_of(officer.user)
        assert browser.get(first_page(officer)).status_code == 200, role
        for group in bar_for(officer, "").groups:
            for entry in group.entries:
                assert browser.get(reverse(entry.name)).status_code == 200, (role, entry.name)


def test_the_navigation_asks_for_the_right_that_its_page_asks_for():
    for entry in (entry for group in GROUPS for entry in group.entries):
        room, _, name = entry.name.partition(":")
        if room == "office":
            assert ROUTES[name].callback.right == entry.right
