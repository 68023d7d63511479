"""Every fault from F1 to F36 is played, held by a test that exists, or named as missing."""

import re
from importlib import import_module
from pathlib import Path

from tests.chaos.__main__ import PARTS
from tests.chaos.run import ALL_PARTS, parts_of
from tests.chaos.table import HELD_BY_TESTS, NOT_PLAYED, OF_MESSAGES, PLAYED

PROJECT = Path(__file__).resolve().parents[2]


def test_no_fault_is_forgotten():
    played = {code.strip() for each in PLAYED for code in each.code.split(",")}
    held = {each.code for each in HELD_BY_TESTS}
    assert played | held | OF_MESSAGES | NOT_PLAYED.keys() == {f"F{number}" for number in range(1, 37)}
    assert not (played | held | OF_MESSAGES) & NOT_PLAYED.keys()


def test_every_test_that_is_named_exists():
    for held in HELD_BY_TESTS:
        for name in held.tests:
            path, _, single = name.partition("::")
            source = (PROJECT / path).read_text()
            assert not single or re.search(rf"^def {single}\(", source, re.MULTILINE), name


def test_the_messages_say_which_faults_they_play():
    said = " ".join(file.read_text() for file in (PROJECT / "tests/chaos/messages").glob("*.py"))
    assert {code for code in OF_MESSAGES if f"({code})" in said or f"{code}," in said} == OF_MESSAGES


def test_every_part_that_may_be_asked_for_is_there():
    for part in PARTS:
        for name in parts_of(part):
            assert callable(import_module(f"tests.chaos.{name}").faults)
    assert set(parts_of("all", short=True)) < set(ALL_PARTS)
    assert set(parts_of("all")) == set(PARTS) - {"all"} == set(ALL_PARTS)
