"""Everything that is known of an order's dispatch, as plain data: the page shows it, machines read it as JSON."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from dispatch.orders.models import Order, OrderEvent, RefusedClaim
from realtime.evidence.holding import holds
from realtime.models import Delivery, EvidenceSeal, Message
from realtime.planning.county import telling_policy

FORMAT = 1


def gather(order: Order) -> dict[str, Any]:
    """Without personal data: agents and officers are named, who asked is not. Times are ISO 8601 with a zone."""
    return {
        "format": FORMAT,
        "order": str(order.pk),
        "number": order.number,
        "county": order.county_id,
        "state": str(order.state),
        "rule": _rule(order),
        "grid": _grid(order),
        "events": [_event(event) for event in events_of(order)],
        "messages": [_message(message) for message in messages_of(order)],
        "refused_claims": [_refused(each) for each in refusals_of(order)],
        "seal": _seal(order),
        "holds": holds(order),
    }


def _rule(order: Order) -> dict[str, Any]:
    policy, telling = order.policy, telling_policy(order.county_id, at=order.placed_at)
    return {
        "policy_version": policy.version,
        "broaden_seconds": policy.broaden_seconds,
        "broaden_at": _instant(order.broaden_at),
        "broaden_reason": str(order.broaden_reason),
        "unfinished_orders_max": policy.unfinished_orders_max,
        "telling_version": telling.version,
        "telling_plans": telling.telling_plans,
        "broadening_sms": str(telling.broadening_sms),
    }


def _grid(order: Order) -> dict[str, Any]:
    grid = order.grid
    return {
        "code": grid.code if grid else "",
        "name": grid.name if grid else "",
        "basis": str(order.grid_basis),
    }


def events_of(order: Order) -> QuerySet[OrderEvent]:
    return OrderEvent.objects.filter(order=order).select_related("agent", "officer")


def _event(event: OrderEvent) -> dict[str, Any]:
    """The words stay out: people write names into them, and the timeline has them."""
    return {
        "id": event.pk,
        "kind": str(event.kind),
        "at": _instant(event.at),
        "state": event.state,
        "by": _who(event),
        "facts": event.facts,
        "digest": bytes(event.digest or b"").hex(),
    }


def _who(event: OrderEvent) -> str:
    if event.agent:
        return event.agent.name
    if event.officer:
        return event.officer.name
    return "citizen" if event.citizen_id else "clock"


def messages_of(order: Order) -> QuerySet[Message]:
    told = Delivery.objects.select_related("user__agent", "user__officer").order_by("turn", "channel", "pk")
    digests = Message.objects.filter(facts__order_ids__contains=[str(order.pk)])
    own = Message.objects.filter(order=order)
    return (own | digests).order_by("pk").prefetch_related(Prefetch("deliveries", told))


def _message(message: Message) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "at": _instant(message.created_at),
        "eligible": message.facts.get("eligible", []),
        "not_told": message.facts.get("not_told", {}),
        "deliveries": [_delivery(each) for each in message.deliveries.all()],
    }


def _delivery(each: Delivery) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "to": receiver_of(each) or "applicant",
        "channel": each.channel,
        "turn": each.turn,
        "state": str(each.state),
        "attempts": each.attempts,
        "due_at": _instant(each.due_at),
        "sent_at": _instant(each.sent_at),
        "why": each.last_error,
    }


def receiver_of(each: Delivery) -> str:
    """Agents and officers by their public names; empty for whoever asked, who is nobody's business here."""
    staff = getattr(each.user, "agent", None) or getattr(each.user, "officer", None)
    return staff.name if staff else ""


def refusals_of(order: Order) -> QuerySet[RefusedClaim]:
    return RefusedClaim.objects.filter(order=order).select_related("agent__grid")


def _refused(each: RefusedClaim) -> dict[str, Any]:
    return {
        "agent": each.agent.name,
        "grid": each.agent.grid.code,
        "code": each.code,
        "at": _instant(each.at),
        "behind_seconds": each.behind_seconds,
        "digest": bytes(each.digest or b"").hex(),
    }


def seal_of(order: Order) -> EvidenceSeal | None:
    return EvidenceSeal.objects.filter(order=order).first()


def _seal(order: Order) -> dict[str, Any] | None:
    seal = seal_of(order)
    if seal is None:
        return None
    return {
        "at": _instant(seal.at),
        "deliveries": len(seal.deliveries),
        "digest": bytes(seal.digest or b"").hex(),
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
