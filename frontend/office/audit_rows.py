"""The audit as one list: deeds, changes of orders, looks at applicants, newest first; each is written only once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agents.models import AuditEntry, County, User
from agents.models.audit_entry import Deed, Who
from dispatch.orders.models import OrderEvent, Reveal
from frontend.office.audit_filters import ORDERS, REVEALS, AuditFilters

SALT = "audit"
Cursor = tuple[datetime, int, int]


@dataclass(frozen=True)
class AuditRow:
    """``place`` orders the rows of all three tables: time, table, key. ``order_id`` is set for an order's rows."""

    place: Cursor
    who: str
    name: str
    address: str
    deed: str
    about: str
    order_id: Any = None
    is_refused: bool = False
    reason: str = ""
    before: Any = None
    after: Any = None

    @property
    def at(self) -> datetime:
        return self.place[0]


def page_of_audit(
    county: County, filters: AuditFilters, *, cursor: str, limit: int
) -> tuple[list[AuditRow], str]:
    """``limit`` rows after the cursor, and the next cursor, empty at the end. At most three statements."""
    rows = list(islice(audit_rows(county, filters, after=_read(cursor), batch=limit + 1), limit + 1))
    if len(rows) <= limit:
        return rows, ""
    rows.pop()
    at, table, key = rows[-1].place
    return rows, signing.dumps([at.isoformat(), table, key], salt=SALT)


def audit_rows(
    county: County, filters: AuditFilters, *, after: Cursor | None = None, batch: int
) -> Iterator[AuditRow]:
    """At most ``batch`` rows of each table, merged."""
    found = [
        map(told, _after(rows, table, after)[:batch])
        for table, (rows, told) in enumerate(_sources(county, filters))
        if rows is not None
    ]
    return merge(*found, key=lambda row: row.place, reverse=True)


Source = tuple[QuerySet[Any] | None, Callable[[Any], AuditRow]]


def _sources(county: County, filters: AuditFilters) -> list[Source]:
    """The three tables with the filters on them; None where they can hold nothing that is looked for."""
    what = filters.what
    return [
        (None if what in {ORDERS, REVEALS} else _deeds(county, filters), _deed_told),
        (None if what not in {"", ORDERS} else _events(county, filters), _event_told),
        (None if what not in {"", REVEALS} else _reveals(county, filters), _reveal_told),
    ]


def _deeds(county: County, filters: AuditFilters) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(county=county, **filters.moments(county))
    rows = rows.select_related("actor__officer", "actor__agent")
    if filters.what:
        rows = rows.filter(deed=filters.what)
    if filters.who:
        rows = rows.filter(who=filters.who)
    if filters.address:
        rows = rows.filter(address=filters.address)
    if filters.words:
        rows = rows.filter(Q(about_name__icontains=filters.words) | _named("actor__", filters.words))
    return rows


def _events(county: County, filters: AuditFilters) -> QuerySet[OrderEvent]:
    rows = OrderEvent.objects.filter(county=county, **filters.moments(county))
    rows = rows.select_related("officer", "agent", "order").defer("order__wish")
    if filters.who:
        rows = rows.filter(EVENT_OF.get(filters.who, Q(pk=None)))
    if filters.address:
        rows = rows.filter(address=filters.address)
    if filters.words:
        number = Q(order__number__startswith=filters.words.upper())
        rows = rows.filter(number | _named("", filters.words))
    return rows


EVENT_OF: dict[str, Q] = {
    Who.OFFICER: Q(officer__isnull=False),
    Who.AGENT: Q(agent__isnull=False),
    Who.CITIZEN: Q(citizen__isnull=False),
    Who.SYSTEM: Q(officer=None, agent=None, citizen=None),
}


def _reveals(county: County, filters: AuditFilters) -> QuerySet[Reveal]:
    rows = Reveal.objects.filter(county=county, **filters.moments(county))
    rows = rows.select_related("user__officer", "user__agent", "order").defer("order__wish")
    if filters.who in {Who.OFFICER, Who.AGENT}:
        rows = rows.filter(**{f"user__{filters.who}__isnull": False})
    elif filters.who:
        return rows.none()
    if filters.address:
        rows = rows.filter(address=filters.address)
    if filters.words:
        number = Q(order__number__startswith=filters.words.upper())
        rows = rows.filter(number | _named("user__", filters.words))
    return rows


def _named(path: str, words: str) -> Q:
    """By an agent or officer of that name; nobody else's name can be searched for."""
    return Q(**{f"{path}officer__name__icontains": words}) | Q(**{f"{path}agent__name__icontains": words})


def _after(rows: QuerySet[Any], table: int, cursor: Cursor | None) -> QuerySet[Any]:
    ordered = rows.order_by("-at", "-id")
    if cursor is None:
        return ordered
    at, its_table, key = cursor
    if table != its_table:
        return ordered.filter(at__lte=at) if table < its_table else ordered.filter(at__lt=at)
    return ordered.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=key)))


def _read(cursor: str) -> Cursor | None:
    """None for the beginning, also where the cursor is none of ours."""
    try:
        at, table, key = signing.loads(cursor, salt=SALT) if cursor else (None, 0, 0)
    except (signing.BadSignature, ValueError):
        return None
    return (datetime.fromisoformat(at), table, key) if at else None


def _deed_told(row: AuditEntry) -> AuditRow:
    return AuditRow(
        place=(row.at, 0, row.pk),
        who=_label(Who, row.who),
        name=_public_name(row.actor),
        address=row.address or "",
        deed=_label(Deed, row.deed),
        about=row.about_name,
        is_refused=row.is_refused,
        reason=row.reason,
        before=row.before,
        after=row.after,
    )


def _event_told(row: OrderEvent) -> AuditRow:
    who = Who.OFFICER if row.officer_id else Who.AGENT if row.agent_id else Who.CITIZEN
    actor = row.officer or row.agent
    return AuditRow(
        place=(row.at, 1, row.pk),
        who=str((who if actor or row.citizen_id else Who.SYSTEM).label),
        name=actor.name if actor else "",
        address=row.address or "",
        deed=_label(OrderEvent.Kind, row.kind),
        about=row.order.number,
        order_id=row.order_id,
        after=row.facts or None,
    )


def _reveal_told(row: Reveal) -> AuditRow:
    return AuditRow(
        place=(row.at, 2, row.pk),
        who=str((Who.OFFICER if row.user.as_officer else Who.AGENT).label),
        name=_public_name(row.user),
        address=row.address or "",
        deed=_("looked at the applicant"),
        about=row.order.number,
        order_id=row.order_id,
        reason=row.why,
    )


def _public_name(user: User | None) -> str:
    role = getattr(user, "officer", None) or getattr(user, "agent", None)
    return role.name if role else ""


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value
