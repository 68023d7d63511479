"""The model of the ledger sees points that are missing, double, or taken back wrongly."""

from decimal import Decimal

from tests.chaos.history.bank import Line, Rule, faults_of_ledger
from tests.chaos.history.record import Operation, Outcome

RULE = {"one": Rule(Decimal("1.5"), Decimal(1))}
BASE = Line(1, "one", "base", Decimal("1.5"))
MORE = Line(2, "one", "satisfied", Decimal(1))
BACK = Line(3, "one", "reversal", Decimal("-1.5"), reverses=1)


def said(verb: str, fact: str = "") -> Operation:
    return Operation(verb, "one", "wei", Outcome.ACKNOWLEDGED, 200, 0.0, 1.0, fact)


def faults(told, lines, grade="", rules=RULE):
    return list(faults_of_ledger(told, lines, rules, {"one": grade} if grade else {}))


def test_each_rating_is_worth_what_the_rule_says():
    assert faults([said("complete")], [BASE]) == []
    assert faults([said("complete"), said("rate", "satisfied")], [BASE, MORE], "satisfied") == []
    assert faults([said("complete"), said("rate", "unsatisfied")], [BASE, BACK], "unsatisfied") == []


def test_points_that_are_missing_or_double_are_named():
    assert faults([said("complete")], [])
    assert faults([said("complete")], [BASE, Line(4, "one", "base", Decimal("1.5"))])
    assert faults([], [BASE], rules={})


def test_an_acknowledged_rating_that_does_not_stand_is_named():
    assert faults([said("rate", "satisfied")], [BASE])


def test_an_acknowledged_completion_without_an_order_is_named():
    assert faults([said("complete")], [], rules={})


def test_a_reversal_takes_back_what_was_given_and_once():
    other = Line(3, "one", "reversal", Decimal(-1), reverses=1)
    assert any("does not undo" in each for each in faults([], [BASE, other], "unsatisfied"))
    nothing = Line(3, "one", "reversal", Decimal("-1.5"), reverses=99)
    assert any("does not undo" in each for each in faults([], [BASE, nothing], "unsatisfied"))
    twice = [BASE, BACK, Line(4, "one", "reversal", Decimal("-1.5"), reverses=1)]
    assert any("more than once" in each for each in faults([], twice, "unsatisfied"))
