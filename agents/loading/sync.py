"""Rows brought to what a file says: what is missing is made, what differs is changed, what is equal is left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, ProtectedError
from django.db.transaction import atomic

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Changes(Generic[M]):
    """What a load did to one kind of row. ``rows`` are all that the file named, as they now are."""

    rows: dict[str, M]
    created: int
    changed: int

    def __bool__(self) -> bool:
        return bool(self.created or self.changed)

    def __str__(self) -> str:
        equal = len(self.rows) - self.created - self.changed
        return f"{self.created} new, {self.changed} changed, {equal} as before"


def sync(
    model: type[M], wanted: Mapping[str, M], existing: Mapping[str, M], fields: Iterable[str]
) -> Changes[M]:
    """``wanted`` are unsaved instances by key, ``existing`` the rows there are; ``fields`` may differ between them."""
    names = set(fields)
    compared = [each for each in model._meta.concrete_fields if each.name in names]
    created, changed, rows = [], [], {}
    for key, new in wanted.items():
        old = existing.get(key)
        if old is None:
            created.append(new)
        elif any(getattr(old, each.attname) != getattr(new, each.attname) for each in compared):
            for each in compared:
                setattr(old, each.attname, getattr(new, each.attname))
            changed.append(old)
        rows[key] = old or new
    model._default_manager.bulk_create(created)
    if changed:
        model._default_manager.bulk_update(changed, [each.name for each in compared])
    return Changes(rows, len(created), len(changed))


def remove(rows: Iterable[M]) -> tuple[int, list[M]]:
    """Delete each row that nothing refers to. How many went, and the rows that had to stay."""
    gone, kept = 0, []
    for row in rows:
        try:
            with atomic():
                row.delete()
            gone += 1
        except ProtectedError:
            kept.append(row)
    return gone, kept
