"""What must always be true of settlements (X07, X08, F29, F33)."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from agents.invariants import invariant
from points.models import (
    BankResultLine,
    PointsEntry,
    SettledEntry,
    Settlement,
    SettlementEvent,
    SettlementLine,
)
from points.settlement.agreement import MONEY, disagreeing_lines
from points.settlement.digests import NO_ENTRIES, EntriesDigest, lines_digest

SUMS = ("points", "earned", "carried_in", "yuan", "carried_out", "held_yuan")


@invariant("a settlement's totals are the sums of its lines")
def totals_are_sums() -> Iterator[str]:
    for settlement in Settlement.objects.all():
        sums = settlement.lines.aggregate(count=Count("pk"), **{f"sum_{name}": Sum(name) for name in SUMS})
        wrong = [name for name in SUMS if (sums[f"sum_{name}"] or 0) != getattr(settlement, name)]
        if wrong or sums["count"] != settlement.agents_count:
            yield f"settlement {settlement.batch}: {', '.join(wrong) or 'agents_count'}"


@invariant("a settlement's lines are those that were frozen")
def lines_are_those_frozen() -> Iterator[str]:
    for settlement in Settlement.objects.all():
        if lines_digest(settlement.lines.order_by("number")) != settlement.lines_digest:
            yield f"settlement {settlement.batch}: its lines are not those of its digest"


@invariant("a settlement line is what its entries come to, to the fen")
def lines_are_their_entries() -> Iterator[str]:
    for settlement in Settlement.objects.all():
        for line, ledger in disagreeing_lines(settlement):
            yield f"settlement {settlement.batch} line {line.number}: {line.earned}, its entries {ledger}"


@invariant("a settlement line's entries are those that were frozen")
def entries_are_those_frozen() -> Iterator[str]:
    settled = PointsEntry.objects.filter(settled__line=OuterRef("pk")).order_by().values("settled__line")
    made = Subquery(settled.annotate(made=EntriesDigest("digest", "id")).values("made"))
    lines = SettlementLine.objects.annotate(made=made).exclude(made=F("entries_digest"))
    for line in lines.exclude(made=None, entries_digest=NO_ENTRIES).select_related("settlement"):
        yield f"settlement {line.settlement.batch} line {line.number}: other entries than were frozen"


@invariant("a settled entry belongs to its line's agent and to no later quarter")
def entries_lie_under_their_agent() -> Iterator[str]:
    wrong = (
        ~Q(entry__agent=F("line__agent"))
        | ~Q(entry__county=F("line__settlement__county"))
        | Q(entry__quarter__gt=F("line__settlement__quarter"))
    )
    for settled in SettledEntry.objects.filter(wrong).iterator():
        yield f"entry {settled.entry_id} is in settlement line {settled.line_id}"


@invariant("what an agent's line carries in is what the one before carried on")
def debts_are_carried() -> Iterator[str]:
    before = SettlementLine.objects.filter(
        agent=OuterRef("agent"), settlement__quarter__lt=OuterRef("settlement__quarter")
    ).order_by("-settlement__quarter")
    nothing = Value(Decimal(0), output_field=MONEY)
    owed = Coalesce(Subquery(before.values("carried_out")[:1]), nothing, output_field=MONEY)
    lines = SettlementLine.objects.annotate(owed=owed)
    for line in lines.exclude(owed=F("carried_in")).select_related("settlement"):
        yield f"settlement {line.settlement.batch} line {line.number}: carries in {line.carried_in}, owed {line.owed}"


@invariant("the ledger still ends, at the least, where it ended when a quarter was frozen")
def ledger_was_not_cut() -> Iterator[str]:
    for settlement in Settlement.objects.exclude(ledger_digest=None).select_related("ledger_head"):
        head = settlement.ledger_head
        if head is None or bytes(head.digest or b"") != bytes(settlement.ledger_digest or b""):
            yield f"settlement {settlement.batch}: entry {settlement.ledger_head_id} is not what it was"


@invariant("a settlement is in the state that its last event left it in")
def states_follow_events() -> Iterator[str]:
    last = SettlementEvent.objects.order_by("settlement", "-id").distinct("settlement")
    left = dict(last.values_list("settlement", "state"))
    for settlement in Settlement.objects.all():
        if left.get(settlement.pk) != settlement.state:
            yield (
                f"settlement {settlement.batch} is {settlement.state},"
                f" its last event left it {left.get(settlement.pk)}"
            )


@invariant("the bank paid what the line says")
def bank_paid_the_line() -> Iterator[str]:
    wrong = BankResultLine.objects.exclude(yuan=F("line__yuan"), result__settlement=F("line__settlement"))
    for said in wrong.iterator():
        yield f"line {said.pk} of a bank result: {said.yuan} yuan for settlement line {said.line_id}"
