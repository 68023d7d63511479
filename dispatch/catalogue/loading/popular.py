"""Which items stand on the home page, in this order: {"county": "431127 …", "popular": ["LS047", …]}. Pure Python."""

from collections.abc import Collection
from typing import Any

from agents.loading.documents import Document
from agents.loading.problems import FileProblems

POPULAR_MAX = 50


def is_popular(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("popular"), list)


def parse_popular(document: Document, items: Collection[str] | None, problems: FileProblems) -> list[str]:
    """The codes in their order. ``items`` are the known codes, None when they cannot be told."""
    codes: list[str] = []
    for number, (line, code) in enumerate(document.elements("popular"), start=1):
        fault = ""
        if not isinstance(code, str):
            fault = f"{str(code)[:30]} is not an item's code"
        elif code in codes:
            fault = f"the item {code} is named twice"
        elif items is not None and code not in items:
            fault = f"the item {code[:30]!r} is not in the catalogue"
        if fault:
            problems.add(f"{fault}.", where=f"entry {number} (line {line})")
        else:
            codes.append(code)
    if len(codes) > POPULAR_MAX:
        problems.add(f"names {len(codes)} items; at most {POPULAR_MAX} can be popular.")
    return codes
