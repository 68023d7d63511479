"""What can be wrong with one item of a catalogue. Pure Python."""

from collections.abc import Iterator
from typing import Any

from agents.loading.values import deep_character_fault, text_fault

WORKING_DAYS = "工作日"
DAYS_MAX = 1000
LISTED_MAX = 100
MATERIAL_LENGTH_MAX = 300
NOTE_LENGTH_MAX = 2000
CODE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")

# field: (longest, required)
TEXTS = {
    "code": (20, True),
    "name": (100, True),
    "category": (50, True),
    "level": (20, False),
    "bureau": (100, False),
    "statutory_law": (200, False),
    "statutory_unit": (20, False),
    "promised_unit": (20, False),
}


def item_faults(item: Any) -> Iterator[str]:
    """In words, without the full stop."""
    if not isinstance(item, dict):
        yield "is not an object"
        return
    for field, (longest, required) in TEXTS.items():
        if fault := text_fault(given(item, field, ""), length_max=longest, required=required):
            yield f"{field} {fault}"
    if isinstance(item.get("code"), str) and not set(item["code"]) <= CODE_CHARACTERS:
        yield f"code {item['code'][:30]!r} may hold letters, digits, '-', '_' and '.' only"
    difficulty = item.get("difficulty_class")
    if type(difficulty) is not int or difficulty not in (1, 2):
        yield f"difficulty_class is {str(difficulty)[:30]!r}; it must be 1 or 2"
    yield from _days_faults(item)
    yield from _list_faults(item, "materials", MATERIAL_LENGTH_MAX)
    yield from _list_faults(item, "aliases", 100)
    note = given(item, "note", "")
    if not isinstance(note, str) or len(note) > NOTE_LENGTH_MAX:
        yield f"note must be a text of at most {NOTE_LENGTH_MAX} characters"
    if fault := deep_character_fault(item):
        yield fault


def _days_faults(item: dict[str, Any]) -> Iterator[str]:
    for kind in ("statutory", "promised"):
        days = item.get(f"{kind}_days")
        if days is None:
            continue
        if type(days) is not int or not 0 <= days <= DAYS_MAX:
            yield f"{kind}_days is {str(days)[:30]!r}; it must be a whole number from 0 to {DAYS_MAX}, or null"
        elif not given(item, f"{kind}_unit", ""):
            yield f"{kind}_days has no {kind}_unit (for example {WORKING_DAYS})"


def _list_faults(item: dict[str, Any], field: str, longest: int) -> Iterator[str]:
    values = given(item, field, [])
    if not isinstance(values, list):
        yield f"{field} is not a list"
        return
    if len(values) > LISTED_MAX:
        yield f"{field} has {len(values)} entries; at most {LISTED_MAX} are possible"
    for place, value in enumerate(values, start=1):
        if fault := text_fault(value, length_max=longest):
            yield f"entry {place} of {field} {fault}"


def given(item: dict[str, Any], field: str, otherwise: Any) -> Any:
    """null says the same as leaving it out."""
    value = item.get(field)
    return otherwise if value is None else value
