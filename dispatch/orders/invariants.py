"""What must always be true of orders (X03, DESIGN §3)."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from agents.chain import broken_links
from agents.invariants import invariant
from agents.models import Officer
from agents.said import is_as_said
from dispatch.orders.models import Assignment, Order, OrderEvent, OrderLink, Rating
from dispatch.orders.states import UNFINISHED, State
from dispatch.orders.timeline import steps_allowed

#: Events that people put into words. What decides a dispatch is not among them and is always reckoned.
SPOKEN = ["started", "noted", "suspended", "resumed", "released", "completed", "cancelled", "rated"]
CURRENT = Assignment.objects.filter(order=OuterRef("pk"), ended_at=None)


@invariant("every carried order has one current assignment, to its own agent")
def one_current_assignment() -> Iterator[str]:
    carried = Order.objects.filter(state__in=UNFINISHED).annotate(
        carrier=Subquery(CURRENT.values("agent")[:1])
    )
    wrong = carried.filter(Q(carrier=None) | ~Q(carrier=F("agent")))
    for number, agent, carrier in wrong.values_list("number", "agent", "carrier").iterator():
        yield f"order {number}: agent {agent}, current assignment {carrier}"


@invariant("no other order has a current assignment")
def no_stray_assignment() -> Iterator[str]:
    for order in Order.objects.exclude(state__in=UNFINISHED).filter(Exists(CURRENT)).iterator():
        yield f"order {order.number} is {order.state} and still assigned"


@invariant("no live order is without a deadline")
def every_live_order_has_a_deadline() -> Iterator[str]:
    without = (
        Q(state=State.OPEN, desk_level__gte=1, desk_due_at=None)
        | Q(state=State.CLAIMED, contact_due_at=None)
        | Q(state=State.SUSPENDED, resume_due_at=None)
        # A started order may wait for next year's calendar, but then it says for how many working days.
        | Q(state=State.IN_PROGRESS, due_at=None, due_working_days=0)
    )
    for order in Order.objects.filter(without).iterator():
        yield f"order {order.number} is {order.state} and has no deadline"


@invariant("no live order is without an owner")
def every_live_order_has_an_owner() -> Iterator[str]:
    """Carried: its agent. Open: an officer at the county's duty desk, to whom it comes in the end."""
    desk = Officer.objects.serving().filter(county=OuterRef("county"), on_desk=True)
    for order in Order.objects.filter(state=State.OPEN).exclude(Exists(desk)).iterator():
        yield f"order {order.number}: nobody sits at the duty desk of {order.county_id}"
    for order in Order.objects.filter(state__in=UNFINISHED).exclude(agent__ended_at=None).iterator():
        yield f"order {order.number}: agent {order.agent_id} has left"


@invariant("the last event says the order's state and version")
def last_event_matches() -> Iterator[str]:
    last = OrderEvent.objects.filter(order=OuterRef("pk")).order_by("-version", "-id")
    orders = Order.objects.annotate(
        last_state=Subquery(last.values("state")[:1]), last_version=Subquery(last.values("version")[:1])
    )
    wrong = orders.filter(Q(last_state=None) | ~Q(last_state=F("state")) | ~Q(last_version=F("version")))
    said = wrong.values_list("number", "state", "version", "last_state", "last_version")
    for number, state, version, last_state, last_version in said.iterator():
        yield f"order {number}: {state} v{version}, last event {last_state} v{last_version}"


@invariant("every timeline is a walk that the table of transitions allows")
def timelines_are_walks() -> Iterator[str]:
    rows = OrderEvent.objects.order_by("order_id", "id").values_list("order_id", "kind", "state").iterator()
    for order_id, events in groupby(rows, key=lambda row: row[0]):
        fault = steps_allowed([(kind, state) for _, kind, state in events])
        if fault:
            yield f"order {order_id}: {fault}"


@invariant("every timeline is as it was written")
def timelines_are_as_written() -> Iterator[str]:
    broken = list(broken_links("orders_orderevent", link="order_id"))
    # Words may be erased at a person's wish; the line that held them cannot be reckoned again, those after it can.
    # An order that was erased knows no number any more; where it does, nobody had the right to empty a line.
    lines = OrderEvent.objects.filter(pk__in=broken, plain_words="", words_proof=None, kind__in=SPOKEN)
    erased = lines.filter(order__applicant_phone_index="").values_list("pk", flat=True)
    for event_id in sorted(set(broken) - set(erased)):
        yield f"event {event_id} of an order's timeline, or the one before it, is not what was written"


@invariant("what was said on a timeline is what was sealed")
def timelines_say_what_was_said() -> Iterator[str]:
    """Erased lines are of orders that know no number any more."""
    said = OrderEvent.objects.exclude(words_proof=None)
    for event in said.exclude(sealed_words="").iterator():
        if not is_as_said(event):
            yield f"event {event.pk} of an order's timeline says something else than what was written"
    for event in said.filter(sealed_words="").exclude(order__applicant_phone_index="").iterator():
        yield f"event {event.pk} of an order's timeline lost its words, and the order was not erased"


@invariant("every refused claim is as it was written")
def refusals_are_as_written() -> Iterator[str]:
    for row_id in broken_links("orders_refusedclaim", link="order_id"):
        yield f"refused claim {row_id}, or the one before it, is not what was written"


@invariant("each claim or assignment in a timeline is one assignment row")
def events_match_assignments() -> Iterator[str]:
    taken = Count("events", filter=Q(events__kind__in=["claimed", "assigned"]), distinct=True)
    counted = Order.objects.annotate(taken=taken, rows=Count("assignments", distinct=True))
    wrong = counted.exclude(taken=F("rows")).values_list("number", "taken", "rows")
    for number, times, rows in wrong.iterator():
        yield f"order {number}: taken {times} times, {rows} assignment rows"


@invariant("only completed orders are rated")
def only_completed_orders_are_rated() -> Iterator[str]:
    for rating in Rating.objects.exclude(order__state=State.COMPLETED).select_related("order").iterator():
        yield f"order {rating.order.number} is {rating.order.state} and rated"


@invariant("nothing of an order belongs to another county")
def counties_do_not_mix() -> Iterator[str]:
    foreign = (
        Q(grid__isnull=False) & ~Q(grid__county=F("county"))
        | Q(agent__isnull=False) & ~Q(agent__county=F("county"))
        | Q(citizen__isnull=False) & ~Q(citizen__county=F("county"))
        | Q(item__isnull=False) & ~Q(item__county=F("county"))
        | ~Q(policy__county=F("county"))
    )
    for order in Order.objects.filter(foreign).iterator():
        yield f"order {order.number} of {order.county_id}"


@invariant("nobody carries more than the cap")
def nobody_carries_too_much() -> Iterator[str]:
    loads = (
        Order.objects.filter(state__in=UNFINISHED)
        .values("agent", "policy__unfinished_orders_max")
        .annotate(load=Count("pk"))
        .filter(load__gt=F("policy__unfinished_orders_max"))
    )
    for row in loads.iterator():
        yield f"agent {row['agent']} carries {row['load']}"


@invariant("a rating link that was used up stands for a rating of its order")
def used_links_have_ratings() -> Iterator[str]:
    used = OrderLink.objects.exclude(used_at=None).exclude(
        Exists(Rating.objects.filter(order=OuterRef("order")))
    )
    for link in used.select_related("order").iterator():
        yield f"order {link.order.number}: the link {link.pk} was used and nothing is rated"
