"""规则: a county's numbers change by a new version from a day to come, and what was promised stays."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from agents.announcing import AlreadyPlanned, NothingChanged, announce_policy
from agents.errors import InvalidInput, NotPermitted
from agents.models import AuditEntry, Policy
from agents.policies import policy_in_force
from agents.policy_numbers import NUMBERS
from points.announcing import announce_points_rule
from points.models import PointsRule
from tests.conftest import NINE
from tests.pages.clock import browser_of

MONDAY = date(2026, 11, 23)


def announced(officer, from_day=MONDAY, **values):
    return announce_policy(values, by=officer, from_day=from_day, at=NINE, reason="试行")


def test_a_version_begins_at_midnight_of_its_day_and_not_before(cast):
    policy = announced(cast.li, broaden_seconds=900)
    assert policy.effective_at == datetime(2026, 11, 23, tzinfo=cast.county.zone) and policy.version == 2
    before = policy.effective_at - timedelta(microseconds=1)
    assert policy_in_force(cast.county, at=before).broaden_seconds == 600
    assert policy_in_force(cast.county, at=policy.effective_at).broaden_seconds == 900


def test_an_order_keeps_the_version_it_was_born_with(cast, place):
    order = place(at=NINE)
    announced(cast.li, unfinished_orders_max=9)
    order.refresh_from_db()
    assert order.policy.unfinished_orders_max == 5
    assert place(at=NINE + timedelta(days=5)).policy.unfinished_orders_max == 9


def test_who_changed_what_is_written_down(cast):
    policy = announced(cast.li, broaden_seconds=900)
    row = AuditEntry.objects.get()
    assert (row.deed, row.actor, row.about_id, row.reason) == (
        "policy_announced",
        cast.li.user,
        str(policy.pk),
        "试行",
    )
    assert row.before == {"broaden_seconds": 600} and (row.after or {})["broaden_seconds"] == 900


@pytest.mark.parametrize("from_day", [date(2026, 11, 20), date(2026, 1, 1), date(2029, 1, 1), None])
def test_neither_today_nor_the_past_nor_far_ahead(cast, from_day):
    with pytest.raises(InvalidInput) as refused:
        announced(cast.li, from_day, broaden_seconds=900)
    assert list(refused.value.problems) == ["from_day"] and Policy.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("broaden_seconds", 0),
        ("broaden_seconds", 10**9),
        ("unfinished_orders_max", 0),
        ("due_working_days", None),
        ("service_opens", time(8)),
    ],
)
def test_numbers_out_of_bounds_are_named(cast, name, value):
    with pytest.raises(InvalidInput) as refused:
        announced(cast.li, **{name: value})
    assert list(refused.value.problems) == [name]


def test_two_versions_of_one_day_and_a_version_without_change_are_refused(cast):
    announced(cast.li, broaden_seconds=900)
    with pytest.raises(AlreadyPlanned):
        announced(cast.li, broaden_seconds=1200)
    with pytest.raises(NothingChanged):
        announced(cast.li, MONDAY + timedelta(days=1), broaden_seconds=900)


def test_only_the_countys_manager_announces(cast, office):
    for role, officer in office.items():
        if role != "county_manager":
            with pytest.raises(NotPermitted):
                announced(officer, broaden_seconds=900)


def test_the_page_speaks_minutes_and_keeps_what_was_typed(cast):
    browser = browser_of(cast.li.user)
    form = browser.get(reverse("office:plan_policy")).context["numbers"]
    said = {number.name: value for number, value, _ in form}
    assert said["broaden_seconds"] == "10"
    wrong = browser.post(
        reverse("office:plan_policy"), {**said, "broaden_seconds": "ten", "from_day": "2026-11-23"}
    )
    assert (
        wrong.status_code == 422 and 'value="ten"' in wrong.content.decode() and Policy.objects.count() == 1
    )
    browser.post(reverse("office:plan_policy"), {**said, "broaden_seconds": "15", "from_day": "2026-11-23"})
    assert Policy.objects.get(version=2).broaden_seconds == 900
    page = strip_tags(browser.get(reverse("office:rules")).content.decode())
    assert "planned from 2026-11-23" in page and "李主任" in page


def test_every_number_of_the_policy_stands_on_the_page(cast):
    page = browser_of(cast.sun.user).get(reverse("office:rules")).content.decode()
    assert len(NUMBERS) >= 15 and all(str(number.label).capitalize()[:12] in page for number in NUMBERS)
    assert "Plan a new version" not in page


def test_what_stands_on_no_page_goes_into_the_next_version_too(cast):
    Policy.objects.filter(pk=cast.policy.pk).update(
        broadening_sms="nearest", telling_plans={"order_placed": []}
    )
    policy = announced(cast.li, broaden_seconds=900)
    assert (policy.broadening_sms, policy.telling_plans) == ("nearest", {"order_placed": []})


def test_every_number_has_words_of_its_own():
    assert [number.name for number in NUMBERS if number.label == number.name.replace("_", " ")] == []


# 积分规则

NUMBERS_NOW = {
    "class_one": Decimal("1.5"),
    "class_two": Decimal(2),
    "satisfied": Decimal(1),
    "yuan_per_point": Decimal(10),
}


def new_points(officer, from_day=MONDAY, **said):
    return announce_points_rule(
        {**NUMBERS_NOW, **said}, by=officer, from_day=from_day, reason="年度调整", at=NINE
    )


def test_new_points_begin_on_their_day(cast):
    rule = new_points(cast.li, class_two=Decimal("2.5"))
    assert PointsRule.objects.in_force(cast.county.pk, at=NINE).class_two == 2
    assert PointsRule.objects.in_force(cast.county.pk, at=rule.effective_at) == rule
    row = AuditEntry.objects.get(deed="points_rule_announced")
    assert row.about_id == str(rule.pk) and (row.before or {}) == {"class_two": "2.00"}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"from_day": date(2026, 11, 20)}, ["from_day"]),
        ({"class_one": Decimal(-1)}, ["class_one"]),
        ({"class_two": None, "yuan_per_point": Decimal(10**6)}, ["class_two", "yuan_per_point"]),
        ({"satisfied": Decimal("0.001")}, ["satisfied"]),
    ],
)
def test_points_that_cannot_be_are_named(cast, said, fields):
    with pytest.raises(InvalidInput) as refused:
        new_points(cast.li, **said)
    assert sorted(refused.value.problems) == fields and PointsRule.objects.count() == 1


def test_points_without_change_or_twice_on_a_day_are_refused(cast, office):
    with pytest.raises(NothingChanged):
        new_points(cast.li)
    new_points(cast.li, class_two=Decimal(3))
    with pytest.raises(AlreadyPlanned):
        new_points(cast.li, class_two=Decimal(4))
    with pytest.raises(NotPermitted):
        new_points(office["auditor"], class_two=Decimal(4))


def test_the_page_plans_new_points(cast):
    browser = browser_of(cast.li.user)
    said = {
        "class_one": "1.5",
        "class_two": "zwei",
        "satisfied": "1",
        "yuan_per_point": "12",
        "from_day": "2027-01-01",
        "reason": "年度调整",
    }
    wrong = browser.post(reverse("office:plan_points_rule"), said)
    assert wrong.status_code == 422 and 'value="zwei"' in wrong.content.decode()
    browser.post(reverse("office:plan_points_rule"), {**said, "class_two": "2"})
    assert PointsRule.objects.get(version=2).yuan_per_point == 12
    assert "planned from 2027-01-01" in strip_tags(browser.get(reverse("office:rules")).content.decode())
