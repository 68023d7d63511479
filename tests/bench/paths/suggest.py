"""Suggesting while somebody types, over 1,300 items: the matcher against rapidfuzz on the same strings."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from rapidfuzz import fuzz, process

from dispatch.catalogue.matcher import Matcher
from dispatch.catalogue.matcher.evaluate import PILOT_CATALOGUE, read_cases, read_items
from tests.bench.figures import Figure, Goal, bound, compare, percentile
from tests.bench.fleet.fleet import Fleet
from tests.bench.timing import each_seconds

ITEMS = 1300
REQUESTS = Path(__file__).resolve().parents[2] / "catalogue" / "fresh_12.jsonl"
#: A county's own variants of the pilot's items, so that no two are the same string.
PLACES = ["", "城关", "山口", "河东", "河西", "新圩", "楠市", "毛俊", "所城"]


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    pilot = read_items(PILOT_CATALOGUE)
    items = [
        replace(item, code=f"{item.code}-{n}", name=item.name.replace("我要", f"我要{place}", 1))
        for n, place in enumerate(PLACES)
        for item in pilot
    ][:ITEMS]
    strings = [text for item in items for text in (item.name, *item.aliases)]
    matcher = Matcher(items)
    texts = [case.text for case in read_cases(REQUESTS)]
    pairs, taken = [], []
    for _ in range(rounds):
        ours = each_seconds(matcher.suggest, texts)
        peers = each_seconds(
            lambda text: process.extract(text, strings, scorer=fuzz.partial_ratio, limit=5), texts
        )
        pairs.append((percentile(ours, 0.5) * 1e3, percentile(peers, 0.5) * 1e3))
        taken.append(ours)
    # Of each text the median over the rounds: which texts are slow, and not when the machine looked elsewhere.
    each = [median(times) * 1e3 for times in zip(*taken, strict=True)]
    yield compare(
        "suggest: median", pairs, unit="ms", against="rapidfuzz partial_ratio", goal=Goal(at_most=0.5)
    )
    yield bound("suggest: p99 of all texts", [percentile(each, 0.99)], unit="ms", goal=Goal(at_most=3))
