"""The goals: the right item first in three of four requests, among three in nine of ten, nothing for idle ones."""

from collections import Counter

import pytest

from dispatch.catalogue.matcher.evaluate import Case, evaluate
from dispatch.catalogue.matcher.normalise import BREAK, normalise
from tests.catalogue.sets import EVERYTHING, FRESH, ITEMS, MATCHER, REQUESTS, is_held_out

SETS = {
    "held out": [case for case in REQUESTS if is_held_out(case)],
    **{f"fresh {n}": s for n, s in FRESH.items()},
}


@pytest.mark.parametrize("name", SETS)
def test_three_of_four_requests_find_their_item_first(name: str) -> None:
    assert evaluate(MATCHER, SETS[name]).top1 >= 0.75


@pytest.mark.parametrize("name", SETS)
def test_nine_of_ten_requests_find_their_item_among_three(name: str) -> None:
    assert evaluate(MATCHER, SETS[name]).top3 >= 0.90


@pytest.mark.parametrize("name", SETS)
def test_four_of_five_requests_that_fit_nothing_get_nothing(name: str) -> None:
    assert evaluate(MATCHER, SETS[name]).refused >= 0.80


def test_every_item_is_asked_for_at_least_twice() -> None:
    asked = Counter(code for case in REQUESTS for code in case.codes)
    assert min(asked[item.code] for item in ITEMS) >= 2


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert sum(1 for case in REQUESTS if case.codes) >= 420
    assert sum(1 for case in REQUESTS if not case.codes) >= 120


def test_the_sets_name_only_known_items_and_no_id_twice() -> None:
    known = {item.code for item in ITEMS}
    assert all(code in known for case in EVERYTHING for code in case.codes)
    assert len({case.id for case in EVERYTHING}) == len(EVERYTHING)


def test_no_request_repeats_a_name_or_an_alias() -> None:
    said = {_run(text) for item in ITEMS for text in (item.name, *item.aliases)}
    assert [(case.id, text) for case in EVERYTHING for text in said if _repeats(case, text)] == []


def _repeats(case: Case, text: str) -> bool:
    request = _run(case.text)
    return request == text or (len(text) >= 5 and text in request) or (len(request) >= 5 and request in text)


def _run(text: str) -> str:
    return normalise(text).replace(BREAK, "")
