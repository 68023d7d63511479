"""A planned points rule is taken back before its day; what is in force never is (LS-11 … LS-14)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from agents.announcing import AlreadyPlanned
from agents.errors import FieldMissing, NotPermitted
from agents.invariants import invariants
from agents.models import AuditEntry, Officer
from points.announcing import announce_points_rule
from points.models import PointsRule, PointsRuleWithdrawal
from points.rebuilding.comparing import compare
from points.withdrawing import PointsRuleNotFound, RuleInForce, RuleWithdrawn, withdraw_points_rule
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at
from tests.points.conftest import CLASS_TWO, earned
from tests.settlement.conftest import Q4

DAY = timedelta(days=1)
FIRST = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def planned(cast, *, class_two="3", day=FIRST, at=NINE):
    values = {
        "class_one": Decimal("1.5"),
        "class_two": Decimal(class_two),
        "satisfied": Decimal(1),
        "yuan_per_point": Decimal(10),
    }
    return announce_points_rule(values, by=cast.li, from_day=day, reason="县里研究决定", at=at)


def withdraw(cast, rule, *, by=None, reason="说错了", at=NINE + DAY):
    return withdraw_points_rule(rule.version, by=by or cast.li, reason=reason, at=at)


def test_it_does_not_come_into_force(cast, serve):
    withdraw(cast, planned(cast))
    order = serve(item_code=CLASS_TWO, completed_at=NINE + 20 * DAY)
    assert earned(order) == 2
    assert (
        compare(cast.county, Q4).is_same and [line for each in invariants().values() for line in each()] == []
    )


def test_no_card_promises_its_points(cast, place, monkeypatch):
    withdraw(cast, planned(cast))
    stand_at(monkeypatch, NINE + 20 * DAY)
    place(item_code=CLASS_TWO, at=NINE + 20 * DAY)
    page = browser_of(cast.wei.user).get("/agent/").content.decode()
    assert "class two · 2 points" in page and "3 points" not in page


def test_its_day_is_free_again_and_what_was_planned_for_later_stays(cast):
    first = planned(cast)
    later = planned(cast, class_two="4", day=FIRST + 10 * DAY)
    with pytest.raises(AlreadyPlanned):
        planned(cast, class_two="2.5")
    withdraw(cast, first)
    second = planned(cast, class_two="2.5", at=NINE + 2 * DAY)
    in_force = PointsRule.objects.in_force
    assert in_force(cast.county.pk, at=second.effective_at) == second
    assert in_force(cast.county.pk, at=later.effective_at) == later


def test_what_has_begun_stays(cast):
    rule = planned(cast)
    with pytest.raises(RuleInForce):
        withdraw(cast, rule, at=rule.effective_at)
    withdraw(cast, rule, at=rule.effective_at - timedelta(microseconds=1))


def test_who_when_and_why_are_kept_and_a_second_tap_is_the_same(cast):
    rule = planned(cast)
    assert withdraw(cast, rule) == withdraw(cast, rule)
    zhao = make_officer(cast.county, "赵科长", "zhao", Officer.Role.COUNTY_MANAGER, at=NINE)
    with pytest.raises(RuleWithdrawn, match="李主任"):
        withdraw(cast, rule, by=zhao)
    row = AuditEntry.objects.get(deed="points_rule_withdrawn")
    assert (row.actor, row.reason) == (cast.li.user, "说错了")


def test_what_cannot_be_is_said(cast):
    rule = planned(cast)
    with pytest.raises(FieldMissing):
        withdraw(cast, rule, reason=" ")
    with pytest.raises(NotPermitted):
        withdraw(cast, rule, by=cast.sun)
    with pytest.raises(PointsRuleNotFound):
        withdraw_points_rule(99, by=cast.li, reason="x", at=NINE)
    assert not PointsRuleWithdrawal.objects.exists()


def test_neither_the_rule_nor_its_withdrawal_is_ever_changed(cast):
    withdrawal = withdraw(cast, planned(cast))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        withdrawal.delete()


def test_the_page_asks_why_and_shows_it_afterwards(cast, monkeypatch):
    stand_at(monkeypatch, NINE + DAY)
    rule, browser = planned(cast), browser_of(cast.li.user)
    where = reverse("office:withdraw_points_rule", args=[rule.version])
    assert where in browser.get("/office/rules/").content.decode()
    assert browser.get(where).status_code == 200
    assert browser.post(where, {"reason": ""}).status_code == 422
    assert browser.post(where, {"reason": "先试点"}).url == "/office/rules/"
    page = browser.get("/office/rules/").content.decode()
    assert "先试点" in page and where not in page
    assert "withdrawn, was planned from 2026-12-01" in strip_tags(page)
    assert browser_of(cast.sun.user).post(where, {"reason": "x"}).status_code == 403
