"""A history held against the database: its rows as the models want them, and the house's own invariants."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.db.models import Sum

from agents.invariants import invariants
from dispatch.orders.models import Order, OrderEvent, Rating
from points.models import PointsEntry, SettlementLine
from points.totals import YUAN
from tests.chaos.history.bank import Line, Rule, faults_of_ledger
from tests.chaos.history.record import Operation, Outcome
from tests.chaos.history.register import Event, faults_of_orders, lost_writes

SHOWN_MAX = 5


@dataclass(frozen=True)
class Judgement:
    acknowledged: int
    unknown: int
    lost: int
    faults: list[str]

    @property
    def holds(self) -> bool:
        return not self.faults and not self.lost

    def __str__(self) -> str:
        said = f"{self.acknowledged} acknowledged, {self.lost} lost, {self.unknown} never answered"
        if self.faults:
            said += f"; {len(self.faults)} faults: " + "; ".join(self.faults[:SHOWN_MAX])
        return said


def judge(operations: list[Operation], *, with_invariants: bool = True) -> Judgement:
    orders = {each.order for each in operations if each.order}
    events = events_of(orders)
    faults = list(faults_of_orders(operations, events))
    faults += faults_of_ledger(operations, _lines(orders), _rules(orders), _grades(orders))
    faults += _paid_more_than_earned()
    if with_invariants:
        faults += (line for check in invariants().values() for line in islice(check(), SHOWN_MAX))
    return Judgement(
        acknowledged=sum(each.outcome == Outcome.ACKNOWLEDGED for each in operations),
        unknown=sum(each.outcome == Outcome.UNKNOWN for each in operations),
        lost=len(lost_writes(operations, events)),
        faults=faults,
    )


def events_of(orders: set[str]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    rows = OrderEvent.objects.filter(order_id__in=orders).select_related("agent").order_by("id")
    for row in rows:
        found[str(row.order_id)].append(
            Event(row.kind, row.state, row.version, _who(row), row.agent.name if row.agent else "")
        )
    return dict(found)


def _who(event: OrderEvent) -> str:
    return str(event.agent.user_id if event.agent else event.citizen_id or "")


def _lines(orders: set[str]) -> list[Line]:
    rows = PointsEntry.objects.filter(order_id__in=orders).order_by("id")
    return [Line(row.pk, str(row.order_id), row.kind, row.points, row.reverses_id) for row in rows]


def _rules(orders: set[str]) -> dict[str, Rule]:
    """By what each completed order was posted by: the rule of its own base entry."""
    completed = Order.objects.filter(pk__in=orders, completed_at__isnull=False)
    bases = PointsEntry.objects.filter(order__in=completed, kind="base").select_related("rule", "order")
    known = {
        str(entry.order_id): Rule(entry.rule.base(entry.order.difficulty_class or 1), entry.rule.satisfied)
        for entry in bases
    }
    # Completed and without an entry: worth something, and found to have nothing.
    unposted = Rule(Decimal("1.5"), Decimal(1))
    return {str(pk): known.get(str(pk), unposted) for pk in completed.values_list("pk", flat=True)}


def _grades(orders: set[str]) -> dict[str, str]:
    standing = Rating.objects.filter(order_id__in=orders, superseded_at=None)
    return {str(order): grade for order, grade in standing.values_list("order_id", "grade")}


def _paid_more_than_earned() -> Iterator[str]:
    earned = PointsEntry.objects.filter(settled__isnull=False).aggregate(yuan=YUAN)["yuan"] or Decimal(0)
    paid = SettlementLine.objects.aggregate(yuan=Sum("yuan", default=Decimal(0)))["yuan"]
    if paid > earned:
        yield f"{paid} yuan paid, {earned} earned"
