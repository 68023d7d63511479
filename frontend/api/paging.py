"""Lists by cursor: a place in an order of rows, not a number of rows, so that new rows move nothing."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from ninja.params.functions import Query

from frontend.api.errors import WrongCursor

Row = TypeVar("Row", bound=Model)

LIMIT_MAX = 100
CURSOR: Any = Query(None, max_length=400, description="`next` of the page before")
LIMIT: Any = Query(20, ge=1, le=LIMIT_MAX, description="Rows on a page")


def page_of(
    rows: QuerySet[Row], keys: Sequence[str], *, name: str, cursor: str | None, limit: int
) -> tuple[list[Row], str | None]:
    """``limit`` rows after ``cursor`` in the order of ``keys`` (``-`` for falling), and the cursor after them.

    The keys together must tell any two rows apart. A cursor is signed and belongs to the list ``name``, so that
    its values need no checking. Raises WrongCursor.
    """
    if cursor:
        rows = rows.filter(_after(keys, _read(cursor, name, len(keys))))
    found = list(rows.order_by(*keys)[: limit + 1])
    if len(found) <= limit:
        return found, None
    found.pop()
    return found, _write(found[-1], keys, name)


def _after(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """``(a, b) > (x, y)``, each key in its own direction; the first condition alone lets an index be used."""
    later = Q()
    equal = Q()
    for key, value in zip(keys, values, strict=True):
        field, compare = key.lstrip("-"), "lt" if key.startswith("-") else "gt"
        later |= equal & Q(**{f"{field}__{compare}": value})
        equal &= Q(**{field: value})
    first = keys[0].lstrip("-")
    return Q(**{f"{first}__{'lte' if keys[0].startswith('-') else 'gte'}": values[0]}) & later


def _write(row: Model, keys: Sequence[str], name: str) -> str:
    values = [getattr(row, key.lstrip("-")) for key in keys]
    return signing.dumps([v if isinstance(v, int | str) else _text(v) for v in values], salt=f"cursor:{name}")


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _read(cursor: str, name: str, length: int) -> list[Any]:
    try:
        values: list[Any] = signing.loads(cursor, salt=f"cursor:{name}")
    except (signing.BadSignature, ValueError):
        raise WrongCursor from None
    if len(values) != length:
        raise WrongCursor
    return values
