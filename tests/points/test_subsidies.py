"""Subsidies: within their own budget, never edited, never points (LH-11)."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from agents.errors import FieldMissing, NotPermitted
from agents.invariants import invariants
from agents.models import Officer
from points.models import PointsEntry, Subsidy
from points.models.subsidy import SubsidyKind
from points.subsidies import enter_budget, grant_subsidy, stand_of, take_back_subsidy
from points.subsidies.errors import BeyondBudget, MonthNotBegun, NotAnAmountOfYuan, TakenBackBefore
from tests.cast import make_officer
from tests.conftest import NINE
from tests.threads import at_once

D = Decimal
THIRTY = D(30)
TRANSPORT, LOST_TIME = SubsidyKind.TRANSPORT, SubsidyKind.LOST_TIME


@pytest.fixture
def budget(cast):
    enter_budget(2026, TRANSPORT, yuan=D(100), basis="县财〔2026〕1号", by=cast.li, at=NINE)
    return cast


def grant(cast, yuan=THIRTY, *, month="2026-11", kind=TRANSPORT, reason="去县里三趟", by=None):
    return grant_subsidy(cast.wei, kind, month=month, yuan=yuan, reason=reason, by=by or cast.li, at=NINE)


def test_a_subsidy_comes_out_of_its_own_kinds_budget(budget):
    grant(budget)
    stand: Any = stand_of("431127", 2026)
    assert (stand[TRANSPORT].granted, stand[TRANSPORT].left) == (30, 70)
    assert (stand[LOST_TIME].budget, stand[LOST_TIME].left) == (0, 0)


def test_it_is_never_points(budget):
    grant(budget)
    assert not PointsEntry.objects.exists()


def test_what_the_budget_does_not_give_is_refused(budget):
    grant(budget, D(70))
    with pytest.raises(BeyondBudget, match="30"):
        grant(budget, D("30.01"))
    with pytest.raises(BeyondBudget):
        grant(budget, D(1), kind=LOST_TIME)
    with pytest.raises(BeyondBudget):
        grant(budget, D(1), month="2025-12")


@pytest.mark.parametrize("yuan", [D(0), D(-1), D("0.001"), D(10_001), D("NaN"), D("Infinity")])
def test_an_amount_is_above_zero_and_to_the_fen(budget, yuan):
    with pytest.raises(NotAnAmountOfYuan):
        grant(budget, yuan)


@pytest.mark.parametrize("month", ["", "2026-12", "2026-13", "2026-1", "十一月"])
def test_a_month_has_begun(budget, month):
    with pytest.raises(MonthNotBegun, match="2026-11"):
        grant(budget, month=month)


def test_a_reason_is_said(budget):
    with pytest.raises(FieldMissing):
        grant(budget, reason=" ")


def test_auditors_and_township_officers_grant_nothing(budget):
    township = make_officer(budget.county, "乡镇", "zhen", Officer.Role.AUDITOR, at=NINE)
    for officer in (budget.sun, township):
        with pytest.raises(NotPermitted):
            grant(budget, by=officer)
        with pytest.raises(NotPermitted):
            enter_budget(2026, TRANSPORT, yuan=D(1), basis="x", by=officer, at=NINE)


def test_it_is_taken_back_by_a_line_below_zero_and_once(budget):
    first = grant(budget)
    back: Any = take_back_subsidy(first, reason="重复", by=budget.li, at=NINE)
    assert (back.yuan, back.takes_back) == (-30, first)
    assert stand_of("431127", 2026)[TRANSPORT].left == 100
    with pytest.raises(TakenBackBefore):
        take_back_subsidy(first, reason="再来", by=budget.li, at=NINE)
    with pytest.raises(NotPermitted):
        take_back_subsidy(back, reason="再来", by=budget.li, at=NINE)


def test_a_budget_takes_back_only_what_is_left(budget):
    grant(budget, D(60))
    with pytest.raises(BeyondBudget):
        enter_budget(2026, TRANSPORT, yuan=D(-41), basis="调减", by=budget.li, at=NINE)
    enter_budget(2026, TRANSPORT, yuan=D(-40), basis="调减", by=budget.li, at=NINE)
    assert stand_of("431127", 2026)[TRANSPORT].left == 0


def test_lines_are_never_edited_and_an_altered_one_is_named(budget):
    grant(budget)
    with pytest.raises(IntegrityError), transaction.atomic():
        Subsidy.objects.update(yuan=1)
    assert list(invariants()["every row of points_subsidy follows from the one before it"]()) == []


@pytest.mark.django_db(transaction=True)
def test_two_officers_never_grant_the_same_yuan(budget):
    answers = at_once([partial(grant, budget, D(60)), partial(grant, budget, D(60))])
    assert sorted(type(each).__name__ for each in answers) == ["BeyondBudget", "Subsidy"]
