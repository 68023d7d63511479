"""Which entries a quarter pays: those of its settlement, or, while it is open, what its settlement would take in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from agents.models import County
from points.models import Hold, PointsEntry, SettledEntry, Settlement
from points.periods import Quarter

Kind = PointsEntry.Kind


@dataclass(frozen=True)
class OpenQuarters:
    """Where a county stands: the last frozen quarter, and the one that is to be frozen next."""

    last_frozen: str
    next: str

    @classmethod
    def of(cls, county: County) -> "OpenQuarters":
        """Two statements. Without any entry the quarter after the last frozen one is next."""
        frozen = (
            Settlement.objects.filter(county=county).order_by("-quarter").values_list("quarter", flat=True)
        )
        last = frozen.first() or ""
        posted = PointsEntry.objects.filter(county=county, quarter__gt=last).order_by("quarter")
        first = posted.values_list("quarter", flat=True).first()
        return cls(last, first or (str(Quarter.parse(last).following()) if last else ""))


def entries_in(county: County, quarter: Quarter) -> QuerySet[PointsEntry]:
    """The entries that the quarter's form adds up to. A settled quarter's never change.

    Of an open quarter they are those of ``payable`` that fall in it. The few on hold are looked up first and left out
    by their numbers, and the quarter is compared as it stands: so PostgreSQL knows how many there are and may read a
    million of them side by side, which it may not with the rule itself in the statement.
    """
    settlement = Settlement.objects.of(county, str(quarter))
    if settlement:
        return PointsEntry.objects.filter(settled__line__settlement=settlement)
    stand = OpenQuarters.of(county)
    falls_in = Q(quarter=str(quarter), quarter__gt=stand.last_frozen)
    if str(quarter) == stand.next:
        falls_in |= Q(quarter__lte=stand.last_frozen)
    some_hold = Hold.objects.open().filter(county=county).values("order")
    on_hold = held(county).filter(order__in=some_hold).values_list("pk", flat=True)
    entries = PointsEntry.objects.filter(falls_in, county=county, settled=None)
    return entries.exclude(pk__in=list(on_hold))


def payable(county: County, stand: OpenQuarters) -> QuerySet[Any]:
    """In no settlement and not on hold; ``falls_in`` says the open quarter that will take each in.

    An entry of a settled quarter that was on hold then falls, once released, in the next one to be frozen.
    """
    entries = PointsEntry.objects.filter(~held_out(), county=county, settled=None)
    late = When(quarter__lte=stand.last_frozen, then=Value(stand.next))
    return entries.annotate(falls_in=Case(late, default=F("quarter")))


def held(county: County) -> QuerySet[PointsEntry]:
    """In no settlement because of a hold."""
    return PointsEntry.objects.filter(held_out(), county=county, settled=None)


def held_out() -> Q:
    """Covered by a hold that no officer has ruled on (DESIGN §2.13).

    A hold keeps points from being paid; it never keeps back what takes away points that were paid already.
    """
    holds = Hold.objects.open().filter(order=OuterRef("order"))
    bonus = Q(kind=Kind.SATISFIED) | Q(reverses__kind=Kind.SATISFIED)
    covered = Exists(holds.filter(covers=Hold.Covers.SERVICE)) | (
        Exists(holds.filter(covers=Hold.Covers.BONUS)) & bonus
    )
    settled_service = Exists(SettledEntry.objects.filter(entry__order=OuterRef("order")))
    takes_back = Exists(SettledEntry.objects.filter(entry=OuterRef("reverses"))) | (
        Q(kind=Kind.CLASS_CHANGE, points__lt=0) & Q(settled_service)
    )
    return Q(covered) & ~Q(takes_back)
