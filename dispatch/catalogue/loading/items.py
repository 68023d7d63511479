"""The catalogue as a file: {"county": "431127 …", "items": [{…}, …]}. Pure Python.

Fields of an item: code, name, category, difficulty_class (1 or 2); and where they are known level, bureau, materials,
statutory_days and promised_days with their units, statutory_law, aliases, note. Everything else an item carries
(name_basis, materials_source, statutory_checked, …) says what it rests on and is kept as its provenance.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from agents.loading.documents import Document
from agents.loading.problems import FileProblems
from agents.loading.values import is_digits
from dispatch.catalogue.loading.item_faults import WORKING_DAYS, given, item_faults

# What has a column of its own and needs no second copy.
COLUMNS = frozenset(
    {
        "code",
        "name",
        "category",
        "difficulty_class",
        "level",
        "bureau",
        "materials",
        "aliases",
        "note",
        "points",
    }
)


@dataclass(frozen=True)
class ItemRow:
    """One item. Days are working days; None where nothing is known, or only in calendar days or months."""

    code: str
    name: str
    category: str
    difficulty_class: int
    level: str
    bureau: str
    materials: list[str]
    aliases: list[str]
    promised_days: int | None
    statutory_days: int | None
    statutory_law: str
    note: str
    provenance: dict[str, Any]


def is_catalogue(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("items"), list)


def county_codes(document: Document) -> set[str]:
    """The county that the file names, by 6-digit code, if it names one."""
    named = str(document.value.get("county", ""))[:6]
    return {named} if is_digits(named, 6) else set()


def parse_items(document: Document, problems: FileProblems) -> list[ItemRow]:
    """All items. What is wrong is in ``problems`` by item and line."""
    found: list[ItemRow] = []
    first: dict[tuple[str, str], int] = {}
    for number, (line, item) in enumerate(document.elements("items"), start=1):
        faults = list(item_faults(item))
        if not faults:
            faults = list(_repeated(item, number, first))
        for fault in faults:
            problems.add(f"{fault}.", where=f"item {number} (line {line})")
        if not faults:
            found.append(_row(item))
    if not document.value["items"]:
        problems.add("has no items.")
    return found


def _repeated(item: dict[str, Any], number: int, first: dict[tuple[str, str], int]) -> Iterator[str]:
    for field in ("code", "name"):
        value = item[field].strip()
        before = first.setdefault((field, value), number)
        if before != number:
            yield f"the {field} {value} is that of item {before} already"


def _row(item: dict[str, Any]) -> ItemRow:
    text: Callable[[str], str] = lambda field: given(item, field, "").strip()  # noqa: E731
    return ItemRow(
        code=text("code"),
        name=text("name"),
        category=text("category"),
        difficulty_class=item["difficulty_class"],
        level=text("level"),
        bureau=text("bureau"),
        materials=[material.strip() for material in given(item, "materials", [])],
        # Twice the same alias says nothing more.
        aliases=list(dict.fromkeys(alias.strip() for alias in given(item, "aliases", []))),
        promised_days=_working_days(item, "promised"),
        statutory_days=_working_days(item, "statutory"),
        statutory_law=text("statutory_law"),
        note=text("note"),
        provenance={field: value for field, value in item.items() if field not in COLUMNS},
    )


def _working_days(item: dict[str, Any], kind: str) -> int | None:
    """Calendar days and months stay in the provenance: deadlines are counted in working days (GY-04)."""
    return item.get(f"{kind}_days") if given(item, f"{kind}_unit", "").strip() == WORKING_DAYS else None
