"""The fair zero: after an unsatisfied rating the agent may answer, an officer rules, one entry follows (X11)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest

from agents.errors import FieldMissing, NotPermitted
from dispatch.orders.actions import rate_order
from dispatch.orders.errors import NotYourOrder
from points.appeals import errors
from points.appeals.appealing import appeal_rating
from points.appeals.revision import RatingRuledOn
from points.appeals.ruling import rule_on_appeal
from points.holds.errors import AlreadyRuled
from points.models import Appeal, AppealRuling
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO, earned, lines
from tests.settlement.conftest import NEW_YEAR, Q4
from tests.threads import at_once

D = Decimal
HOUR = timedelta(hours=1)
# Rated on Friday the 20th of November; the fifth working day after it is Friday the 27th, work ends at 17:30.
LAST_MOMENT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


@pytest.fixture
def zero(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE + HOUR)
    return order


@pytest.fixture
def appeal(cast, zero):
    return appeal_rating(zero.pk, agent=cast.wei, words="材料不全,已当面说明", at=NINE + 2 * HOUR)


def rule(appeal, verdict, by, at=NINE + 3 * HOUR):
    return rule_on_appeal(appeal.pk, verdict=verdict, words="走访核实", by=by, at=at)


def test_upheld_the_zero_stays_and_nothing_is_posted(zero, appeal, money):
    before = lines(zero)
    rule(appeal, "upheld", money.li)
    assert lines(zero) == before and earned(zero) == 0


def test_overturned_one_entry_gives_what_the_service_would_have_earned(zero, appeal, money):
    before = lines(zero)
    rule(appeal, "overturned", money.li)
    assert lines(zero) == [*before, ("base", D(2))]
    assert earned(zero) == 2


def test_overturned_after_the_quarter_it_is_paid_with_the_open_one(zero, appeal, money, freeze):
    assert freeze().yuan == 0
    rule(appeal, "overturned", money.li, at=NEW_YEAR)
    assert freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100)).yuan == 20


def test_the_agent_may_answer_for_five_working_days(cast, zero):
    with pytest.raises(errors.AppealClosed, match="5"):
        appeal_rating(zero.pk, agent=cast.wei, words="x", at=LAST_MOMENT)
    appeal_rating(zero.pk, agent=cast.wei, words="x", at=LAST_MOMENT - timedelta(seconds=1))


def test_the_same_answer_again_is_the_same_appeal(cast, zero, appeal):
    again = partial(appeal_rating, zero.pk, agent=cast.wei, at=NINE + 2 * HOUR)
    assert again(words=appeal.words) == appeal
    with pytest.raises(errors.AlreadyAppealed):
        again(words="另一句话")
    with pytest.raises(FieldMissing):
        again(words="")


def test_only_who_served_appeals(cast, zero):
    with pytest.raises(NotYourOrder):
        appeal_rating(zero.pk, agent=cast.wen, words="x", at=NINE + HOUR)


@pytest.mark.parametrize("grade", ["satisfied", "fair", None])
def test_only_an_unsatisfied_rating_is_appealed(cast, serve, grade):
    order = serve()
    if grade:
        rate_order(order.pk, grade=grade, by=cast.chen, at=NINE)
    with pytest.raises(errors.NothingToAppeal):
        appeal_rating(order.pk, agent=cast.wei, words="x", at=NINE)


def test_after_the_ruling_the_rating_stands(cast, zero, appeal, money):
    rule(appeal, "upheld", money.li)
    with pytest.raises(RatingRuledOn):
        rate_order(zero.pk, grade="satisfied", by=cast.chen, at=NINE + 4 * HOUR)
    assert earned(zero) == 0


def test_a_rating_changed_meanwhile_leaves_nothing_to_rule_on(cast, zero, appeal, money):
    rate_order(zero.pk, grade="satisfied", by=cast.chen, at=NINE + 3 * HOUR)
    with pytest.raises(errors.RatingChangedMeanwhile):
        rule(appeal, "upheld", money.li, at=NINE + 4 * HOUR)
    assert earned(zero) == 3


def test_an_appeal_is_ruled_on_once(appeal, money):
    assert rule(appeal, "upheld", money.li) == rule(appeal, "upheld", money.li)
    with pytest.raises(AlreadyRuled, match="李主任"):
        rule(appeal, "overturned", money.zhao)


def test_an_auditor_does_not_rule(cast, appeal):
    with pytest.raises(NotPermitted):
        rule(appeal, "overturned", cast.sun)


def test_who_filed_the_order_at_the_counter_does_not_rule(cast, serve, money):
    order = serve(by=money.li)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE)
    appeal = appeal_rating(order.pk, agent=cast.wei, words="x", at=NINE)
    with pytest.raises(errors.OwnOrder):
        rule(appeal, "overturned", money.li)
    rule(appeal, "overturned", money.zhao)


def test_an_appeal_of_another_county_does_not_exist(money):
    with pytest.raises(errors.AppealNotFound):
        rule_on_appeal(1, verdict="upheld", words="x", by=money.li, at=NINE)


@pytest.mark.django_db(transaction=True)
def test_a_revision_and_a_ruling_at_once_leave_one_outcome(cast, zero, appeal, money):
    at_once(
        [
            partial(rule, appeal, "overturned", money.li),
            partial(rate_order, zero.pk, grade="satisfied", by=cast.chen, at=NINE + 3 * HOUR),
        ]
    )
    ruled = AppealRuling.objects.exists()
    assert earned(zero) == (2 if ruled else 3)
    assert Appeal.objects.count() == 1
