"""A line and its entries are one figure to the fen, or nothing is paid."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round

from points.models import SettledEntry, Settlement, SettlementLine
from points.settlement.errors import LineDoesNotAgree

MONEY = DecimalField(max_digits=16, decimal_places=2)


def require_agreement(settlement: Settlement) -> None:
    """Raises LineDoesNotAgree, which names the first line that does not."""
    for line, entries in disagreeing_lines(settlement):
        raise LineDoesNotAgree(number=line.number, name=line.name, line=line.earned, entries=entries)


def disagreeing_lines(settlement: Settlement) -> Iterator[tuple[SettlementLine, Decimal]]:
    """Lines whose entries, as the ledger has them now, come to another sum; with that sum."""
    lines = SettlementLine.objects.filter(settlement=settlement)
    for line in with_ledger_sum(lines).exclude(earned=F("ledger")).order_by("number"):
        yield line, line.ledger


def with_ledger_sum(lines: QuerySet[SettlementLine]) -> QuerySet[Any]:
    """Each line with ``ledger``: yuan of its entries, each rounded to the fen as it was posted."""
    worth = Round(F("entry__points") * F("entry__rule__yuan_per_point"), precision=2, output_field=MONEY)
    sums = SettledEntry.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(sum=Sum(worth))
    nothing = Value(Decimal(0), output_field=MONEY)
    return lines.annotate(ledger=Coalesce(Subquery(sums.values("sum"), output_field=MONEY), nothing))
