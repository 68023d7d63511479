"""Points on hold are in no payout; the agent reads why and answers; an officer releases or takes back (X09)."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from agents.errors import FieldMissing, NotAChoice, NotPermitted
from dispatch.orders.actions import rate_order
from points.holds import errors
from points.holds.answering import answer_hold
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Hold, HoldAnswer, HoldRuling, PointsEntry
from points.settlement.reckoning import reckon
from tests.cast import make_officer
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO, earned, lines
from tests.settlement.conftest import NEW_YEAR, Q4
from tests.threads import at_once

D = Decimal
HOUR = timedelta(hours=1)


@pytest.fixture
def satisfied(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + HOUR)
    return order


def hold(order, by, **said):
    return open_hold(order.pk, by=by, words="两次办结说的是同一件事", at=NINE + HOUR, **said)


def rule(held, verdict, by, at=NINE + 2 * HOUR):
    return rule_on_hold(held.pk, verdict=verdict, words="已电话核实", by=by, at=at)


def test_points_on_hold_are_in_no_payout(cast, satisfied, serve, money, freeze):
    serve()
    hold(satisfied, money.zhao)
    (row,) = reckon(cast.county, Q4)
    assert (row.points, row.yuan, row.held_points, row.held_yuan) == (D("1.5"), D(15), D(3), D(30))
    settlement = freeze()
    assert (settlement.yuan, settlement.held_yuan) == (D(15), D(30))
    assert PointsEntry.objects.filter(order=satisfied, settled__isnull=False).count() == 0


def test_who_has_only_points_on_hold_stands_on_the_form_with_nothing(satisfied, money, freeze):
    hold(satisfied, money.zhao)
    line = freeze().lines.get()
    assert (line.yuan, line.held_points, line.class_two) == (D(0), D(3), 1)


def test_released_after_the_quarter_they_are_paid_with_the_next(cast, satisfied, money, freeze):
    held = hold(satisfied, money.zhao)
    freeze()
    rule(held, "released", money.qian, at=NEW_YEAR)
    line = freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100)).lines.get()
    assert (line.points, line.yuan) == (D(3), D(30))
    assert lines(satisfied) == [("base", D(2)), ("satisfied", D(1))]


def test_taken_back_after_the_quarter_they_are_never_paid(cast, satisfied, money, freeze):
    held = hold(satisfied, money.zhao)
    freeze()
    rule(held, "rejected", money.qian, at=NEW_YEAR)
    assert earned(satisfied) == 0
    line = freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100)).lines.get()
    assert (line.points, line.yuan, line.carried_out) == (D(0), D(0), D(0))


def test_points_that_were_paid_and_are_then_taken_back_are_owed(cast, satisfied, money, freeze):
    freeze()
    held = open_hold(satisfied.pk, by=money.zhao, words="举报属实", at=NEW_YEAR)
    rule(held, "rejected", money.qian, at=NEW_YEAR)
    line = freeze(Q4.following(), at=NEW_YEAR + timedelta(days=100)).lines.get()
    assert (line.points, line.yuan, line.carried_out) == (D(-3), D(0), D(-30))


def test_a_hold_never_keeps_back_what_takes_paid_points_away(cast, serve, money, freeze):
    order = serve(item_code=CLASS_TWO, completed_at=NEW_YEAR - 10 * HOUR)
    freeze()
    open_hold(order.pk, by=money.zhao, words="待核实", at=NEW_YEAR)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NEW_YEAR)
    (row,) = reckon(cast.county, Q4.following())
    assert (row.points, row.carried_out) == (D(-2), D(-20))


def test_a_hold_on_the_bonus_leaves_the_base_payable(cast, satisfied, money):
    held = hold(satisfied, money.zhao, covers=Hold.Covers.BONUS)
    (row,) = reckon(cast.county, Q4)
    assert (row.points, row.held_points) == (D(2), D(1))
    rule(held, "rejected", money.qian)
    assert lines(satisfied)[-1] == ("reversal", D(-1))
    assert earned(satisfied) == 2


def test_what_was_taken_back_stays_so_whatever_is_said_later(cast, satisfied, money):
    rule(hold(satisfied, money.zhao), "rejected", money.qian)
    for grade in ("fair", "very_satisfied"):
        rate_order(satisfied.pk, grade=grade, by=cast.chen, at=NINE + 3 * HOUR)
        assert earned(satisfied) == 0


def test_the_agent_reads_the_reason_and_answers_once(cast, satisfied, money):
    held = hold(satisfied, money.zhao)
    answer = partial(answer_hold, held.pk, agent=cast.wei, at=NINE + HOUR)
    assert answer(words="当时去了两趟") == answer(words="当时去了两趟")
    with pytest.raises(errors.AlreadyAnswered):
        answer(words="另一句话")
    with pytest.raises(FieldMissing):
        answer(words="  ")
    assert HoldAnswer.objects.get().words == "当时去了两趟"


def test_another_agents_hold_cannot_be_answered(cast, satisfied, money):
    with pytest.raises(errors.HoldNotFound):
        answer_hold(hold(satisfied, money.zhao).pk, agent=cast.wen, words="x", at=NINE)


def test_after_the_ruling_there_is_nothing_left_to_answer(cast, satisfied, money):
    held = hold(satisfied, money.zhao)
    rule(held, "released", money.qian)
    with pytest.raises(errors.AlreadyRuled, match="钱会计"):
        answer_hold(held.pk, agent=cast.wei, words="x", at=NINE)


def test_who_put_it_on_hold_does_not_rule_on_it(satisfied, money):
    with pytest.raises(errors.OwnHold):
        rule(hold(satisfied, money.zhao), "released", money.zhao)


def test_nobody_rules_on_the_own_points(cast, satisfied, money):
    held = hold(satisfied, money.zhao)
    money.qian.user = cast.wei.user
    with pytest.raises(errors.OwnPoints):
        rule(held, "released", money.qian)


def test_only_who_answers_for_the_money_holds_and_rules(cast, satisfied, money):
    with pytest.raises(NotPermitted):
        hold(satisfied, cast.sun)
    with pytest.raises(NotPermitted):
        rule(hold(satisfied, money.zhao), "released", cast.sun)


def test_a_ruling_is_given_once(satisfied, money):
    held = hold(satisfied, money.zhao)
    assert rule(held, "released", money.qian) == rule(held, "released", money.qian)
    with pytest.raises(errors.AlreadyRuled):
        rule(held, "rejected", money.li)
    with pytest.raises(NotAChoice):
        rule(held, "perhaps", money.li)


def test_one_doubt_is_said_once(satisfied, money):
    hold(satisfied, money.zhao)
    with pytest.raises(errors.AlreadyOnHold):
        hold(satisfied, money.qian)


def test_what_has_earned_nothing_cannot_be_held(place, money):
    with pytest.raises(errors.NothingToHold):
        hold(place(), money.zhao)


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_rule_at_once_give_one_ruling(satisfied, money):
    held = hold(satisfied, money.zhao)
    at_once([partial(rule, held, "rejected", money.qian), partial(rule, held, "released", money.li)])
    ruling = HoldRuling.objects.get()
    assert earned(satisfied) == (0 if ruling.verdict == "rejected" else 3)


def test_a_hold_of_another_county_does_not_exist(satisfied, money):
    from agents.models import County

    elsewhere = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    stranger = make_officer(elsewhere, "外县", "stranger", "county_manager", at=NINE)
    with pytest.raises(errors.HoldNotFound):
        rule(hold(satisfied, money.zhao), "released", stranger)
