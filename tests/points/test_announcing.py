"""A new points rule is announced from a future day on; nothing that was earned changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from agents.announcing import AlreadyPlanned, NothingChanged
from agents.errors import InvalidInput, NotPermitted
from agents.models import AuditEntry
from dispatch.orders.actions import rate_order
from points.announcing import announce_points_rule
from points.models import PointsRule
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO, earned

D = Decimal
FIGURES = {"class_one": D("2"), "class_two": D("3"), "satisfied": D("1"), "yuan_per_point": D("12")}
TOMORROW = date(2026, 11, 21)


def announce(by, *, from_day=TOMORROW, reason="县办〔2026〕8号", **said):
    return announce_points_rule({**FIGURES, **said}, by=by, from_day=from_day, reason=reason, at=NINE)


def test_it_holds_from_midnight_of_its_day(cast, serve):
    rule = announce(cast.li)
    assert (rule.version, rule.effective_at.isoformat()) == (2, "2026-11-21T00:00:00+08:00")
    before = serve(item_code=CLASS_TWO, completed_at=rule.effective_at - timedelta(milliseconds=1))
    after = serve(item_code=CLASS_TWO, completed_at=rule.effective_at)
    rate_order(before.pk, grade="satisfied", by=cast.chen, at=rule.effective_at + timedelta(hours=1))
    assert (earned(before), earned(after)) == (D(3), D(3))


def test_who_announced_it_and_why_is_written_down(cast):
    rule = announce(cast.li)
    assert (rule.announced_by, rule.reason) == (cast.li, "县办〔2026〕8号")
    assert AuditEntry.objects.get(deed="points_rule_announced").after["class_two"] == "3"


@pytest.mark.parametrize("from_day", [date(2026, 11, 20), date(2026, 11, 1), date(2027, 11, 23), None])
def test_a_rule_that_would_start_in_the_past_or_too_late_is_refused(cast, from_day):
    with pytest.raises(InvalidInput) as refused:
        announce(cast.li, from_day=from_day)
    assert set(refused.value.problems) == {"from_day"}
    assert PointsRule.objects.count() == 1


@pytest.mark.parametrize("value", [D("-0.01"), D("100.01"), D("1.005"), D("NaN"), None])
def test_a_figure_that_is_a_slip_is_refused(cast, value):
    with pytest.raises(InvalidInput) as refused:
        announce(cast.li, class_two=value, reason=" ")
    assert set(refused.value.problems) == {"class_two", "reason"}


def test_one_version_for_a_day_and_never_the_same_again(cast):
    announce(cast.li)
    with pytest.raises(AlreadyPlanned):
        announce(cast.li, class_two=D(4))
    with pytest.raises(NothingChanged):
        announce(cast.li, from_day=TOMORROW + timedelta(days=1))


def test_an_auditor_sets_no_rule(cast):
    with pytest.raises(NotPermitted):
        announce(cast.sun)
