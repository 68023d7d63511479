"""The table is true: nobody reads more than it says, and whoever it names does read it (S3, X12)."""

from collections import defaultdict

import pytest

from dispatch.orders.models import Reveal
from tests.pages.clock import stand_at
from tests.trust.people import ACTORS, Actor, everybody
from tests.trust.privacy import doors
from tests.trust.privacy.planted import STAGES, VALUES, Planted, found_in, plant
from tests.trust.privacy.table import read

TABLE = read()


@pytest.fixture(params=STAGES)
def stage(request) -> str:
    return request.param


@pytest.fixture
def planted(stage, cast, place, media, monkeypatch, settings) -> Planted:
    settings.DEMO = True
    made = plant(cast, place, stage)
    stand_at(monkeypatch, made.at)
    return made


@pytest.fixture
def people(cast, planted) -> list[Actor]:
    """Those of the permission walk; who asked are here two people, and the walk's own asker is a stranger."""
    strangers = [each for each in everybody(cast) if each.name != "asker"]
    return [*strangers, Actor("placer", planted.placer), Actor("applicant", planted.applicant)]


class Told:
    """Who read what at which door."""

    def __init__(self) -> None:
        self.doors: dict[tuple[str, str], set[str]] = defaultdict(set)

    def hear(self, who: str, door: str, text: str) -> None:
        for field in found_in(text):
            self.doors[field, who].add(door)

    def more_than(self, expected: dict[str, frozenset[str]]) -> list[str]:
        """Who reads what nobody granted, a line each."""
        return sorted(
            f"{who} reads the {field} at {sorted(where)}"
            for (field, who), where in self.doors.items()
            if who not in expected[field]
        )

    def differs_from(self, expected: dict[str, frozenset[str]]) -> list[str]:
        """The same, and what stands nowhere although it should."""
        missing = [
            f"{who} reads the {field} nowhere"
            for field, readers in expected.items()
            for who in readers
            if (field, who) not in self.doors
        ]
        return self.more_than(expected) + sorted(missing)


def test_the_table_has_a_row_for_every_planted_field_and_a_column_for_every_stage():
    assert list(TABLE) == list(STAGES)
    for fields in TABLE.values():
        assert list(fields) == list(VALUES)
        for cell in fields.values():
            assert cell.seen | cell.revealed <= ACTORS | {"placer", "applicant"}


def test_every_door_shows_what_its_row_says(stage, planted, people):
    told = Told()
    for actor in people:
        for shown in (doors.shown_by_pages, doors.shown_by_machine_door):
            for door, text in shown(actor, planted):
                told.hear(actor.name, door, text)
    differs = told.differs_from({field: cell.seen for field, cell in TABLE[stage].items()})
    assert "\n".join(differs) == ""
    assert not Reveal.objects.filter(order=planted.order).exists()


def test_a_reveal_shows_the_rest_and_is_written_down(stage, planted, people):
    told, before = Told(), Reveal.objects.count()
    for actor in people:
        for door, text in doors.shown_by_reveal(actor, planted):
            told.hear(actor.name, door, text)
    may = {field: cell.seen | cell.revealed for field, cell in TABLE[stage].items()}
    assert told.more_than(may) == []
    for field, cell in TABLE[stage].items():
        assert {who for who in cell.revealed if (field, who) not in told.doors} == set(), field
    assert Reveal.objects.count() == before


def test_sockets_and_messages_carry_nothing_that_names_the_applicant(stage, planted):
    told = Told()
    for door, text in doors.frames_about(planted):
        told.hear("anybody", door, text)
    receivers = set()
    for user, text in doors.messages_about(planted):
        receivers.add(user)
        told.hear("anybody", f"message to {user}", text)
    assert len(receivers) > 1
    # A card carries the matter in the applicant's words, masked; nothing else of it is said to anybody.
    assert {field for field, _ in told.doors} <= {"matter"}
