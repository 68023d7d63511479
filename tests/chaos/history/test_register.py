"""The model of an order sees each thing that must not be, and nothing else."""

import pytest

from tests.chaos.history.record import Operation, Outcome
from tests.chaos.history.register import Event, faults_of_orders, lost_writes

CHEN, WEI, WEN = "chen", "wei", "wen"
PLACED = Event("placed", "open", 1, CHEN)
CLAIMED = Event("claimed", "claimed", 2, WEI, "魏代办")
STARTED = Event("started", "in_progress", 3, WEI, "魏代办")
COMPLETED = Event("completed", "completed", 4, WEI, "魏代办")
RATED = Event("rated", "completed", 4, CHEN)
LIFE = [PLACED, CLAIMED, STARTED, COMPLETED, RATED]


def said(verb: str, who: str, outcome: Outcome = Outcome.ACKNOWLEDGED, fact: str = "") -> Operation:
    return Operation(verb, "one", who, outcome, 0, 0.0, 1.0, fact)


WHOLE = [
    said("place", CHEN),
    said("claim", WEN, Outcome.REFUSED, "魏代办"),
    said("claim", WEI, Outcome.UNKNOWN),
    said("claim", WEI),
    said("start", WEI),
    said("complete", WEI),
    said("rate", CHEN),
]


def faults(told: list[Operation], events: list[Event]) -> list[str]:
    return list(faults_of_orders(told, {"one": events}))


def test_a_life_as_it_should_be_has_no_fault():
    assert faults(WHOLE, LIFE) == [] and lost_writes(WHOLE, {"one": LIFE}) == []


def test_what_nobody_was_told_may_be_there_or_not():
    cut = [said("place", CHEN), said("claim", WEI, Outcome.UNKNOWN)]
    assert faults(cut, [PLACED]) == faults(cut, [PLACED, CLAIMED]) == []


@pytest.mark.parametrize("missing", range(len(LIFE)))
def test_every_acknowledged_write_that_is_gone_is_lost(missing):
    left = LIFE[:missing] + LIFE[missing + 1 :]
    assert len(lost_writes(WHOLE, {"one": left})) == 1
    assert any("is lost" in fault for fault in faults(WHOLE, left))


def test_an_order_that_is_gone_altogether_is_named():
    assert len(lost_writes(WHOLE, {})) == 5


def test_two_who_were_told_that_they_won_are_a_fault():
    second = Event("claimed", "claimed", 3, WEN, "文代办")
    found = faults([*WHOLE[:1], said("claim", WEI), said("claim", WEN)], [PLACED, CLAIMED, second])
    assert any("2 agents were told" in fault for fault in found)
    assert any("2 × claimed" in fault for fault in found)


def test_the_write_of_another_is_not_mine():
    assert any("claim by wen" in fault for fault in faults([said("claim", WEN)], [PLACED, CLAIMED]))


def test_a_loser_who_was_told_a_wrong_name_is_a_fault():
    assert faults([said("claim", WEN, Outcome.REFUSED, "董代办")], [PLACED, CLAIMED])


@pytest.mark.parametrize(
    ("events", "said_of_it"),
    [
        ([CLAIMED, STARTED], "begins with claimed"),
        ([PLACED, COMPLETED], "open → completed"),
        ([PLACED, CLAIMED, Event("cancelled", "cancelled", 3, CHEN), STARTED], "cancelled → in_progress"),
        ([PLACED, STARTED, Event("noted", "in_progress", 2, WEI)], "version 2 after 3"),
    ],
)
def test_states_off_the_table_are_named(events, said_of_it):
    assert any(said_of_it in fault for fault in faults([], events))
