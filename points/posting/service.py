"""What a service earns: base on completion, +1 when satisfied, nothing when unsatisfied (LS-11 … LS-13)."""

from dataclasses import dataclass
from datetime import datetime

from dispatch.orders.models import Order
from points.models import PointsEntry, PointsRule
from points.posting.due import due
from points.posting.post import post, reverse
from points.posting.standing import standing_of

Kind = PointsEntry.Kind


def post_base(order: Order, *, at: datetime) -> None:
    """On completion (DESIGN §2.10)."""
    rule = PointsRule.objects.in_force(order.county_id, at=at)
    _post_base(order, rule, key=f"order:{order.pk}:base", at=at)


def bring_in_line(order: Order, *, cause: str, at: datetime) -> None:
    """Bring the service's points to what is due by now: 0, base or base + 1, by posting and reversing.

    ``cause`` names what happened (``rating:7``) and makes a retry harmless. The order's row is locked.
    """
    service = _read_service(order)
    right = due(standing_of(order))
    if not right.base:
        _reverse_all(service.in_force, order, cause, at)
        return
    rule = service.rule
    if not service.base:
        # Taken back by an earlier word; posted anew by the class as it is confirmed by now.
        _post_base(order, rule, key=f"{cause}:base", at=at)
    if right.bonus and not service.bonus:
        post(order, key=f"{cause}:satisfied", kind=Kind.SATISFIED, points=rule.satisfied, rule=rule, at=at)
    if not right.bonus:
        _reverse_all(service.bonus, order, cause, at)


def post_class_change(order: Order, *, event_id: int, at: datetime) -> None:
    """An officer confirmed the class after completion: the difference to what was posted (DESIGN §2.12)."""
    service = _read_service(order)
    if not service.base:
        return
    rule = service.rule
    difference = rule.base(order.earning_class) - sum(entry.points for entry in service.base)
    if difference:
        key = f"event:{event_id}:class"
        post(order, key=key, kind=Kind.CLASS_CHANGE, points=difference, rule=rule, at=at)


@dataclass(frozen=True)
class _Service:
    """What the ledger holds of one service: ``in_force`` is what nothing has reversed.

    ``rule`` is the one under which the service was completed; its numbers hold for all that follows. It is read
    from the ledger and not looked up by date, so that no rule added later can reach back.
    """

    rule: PointsRule
    in_force: list[PointsEntry]

    @property
    def base(self) -> list[PointsEntry]:
        return [entry for entry in self.in_force if entry.kind in {Kind.BASE, Kind.CLASS_CHANGE}]

    @property
    def bonus(self) -> list[PointsEntry]:
        return [entry for entry in self.in_force if entry.kind == Kind.SATISFIED]


def _read_service(order: Order) -> _Service:
    """One statement. The order's row is locked by the action that brought the news."""
    posted = list(PointsEntry.objects.filter(order=order).select_related("rule").order_by("id"))
    reversed_ids = {entry.reverses_id for entry in posted}
    in_force = [entry for entry in posted if entry.kind != Kind.REVERSAL and entry.pk not in reversed_ids]
    return _Service(rule=posted[0].rule, in_force=in_force)


def _post_base(order: Order, rule: PointsRule, *, key: str, at: datetime) -> None:
    post(order, key=key, kind=Kind.BASE, points=rule.base(order.earning_class), rule=rule, at=at)


def _reverse_all(entries: list[PointsEntry], order: Order, cause: str, at: datetime) -> None:
    for entry in entries:
        reverse(entry, order=order, key=f"{cause}:reverse:{entry.pk}", at=at)
