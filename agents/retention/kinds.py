"""What is kept for a time only: one entry for each kind, and the set-based statement that ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

#: ``erase(county_id, before=…, at=…, limit=…)``: in the caller's transaction, at most ``limit`` rows, answers how many.
#: It takes only rows that nobody else has locked. Fewer than ``limit`` means that nothing is left.
Erase = Callable[..., int]


@dataclass(frozen=True)
class Outdated:
    """``days``: the number of the policy that says how long. ``called``: what it is, for the office's page."""

    kind: str
    days: str
    called: Any
    erase: Erase


_kinds: dict[str, Outdated] = {}


def outdated(kind: str, *, days: str, called: Any) -> Callable[[Erase], Erase]:
    """Register what one room erases when it is older than the policy's ``days``."""

    def register(erase: Erase) -> Erase:
        _kinds[kind] = Outdated(kind, days, called, erase)
        return erase

    return register


def outdated_kinds() -> dict[str, Outdated]:
    """All by name, those of the lower rooms first."""
    autodiscover_modules("outdated")
    return dict(_kinds)


def delete_some(rows: QuerySet[Any], *, limit: int) -> int:
    """At most ``limit`` of these rows, and none that another has locked. How many went."""
    free = rows.order_by().select_for_update(skip_locked=True, of=("self",))
    found = list(free.values_list("pk", flat=True)[:limit])
    if found:
        rows.model._base_manager.filter(pk__in=found)._raw_delete(rows.db)
    return len(found)
