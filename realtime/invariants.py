"""What must always be true of messages and their deliveries."""

from collections.abc import Iterator

from django.db.models import F, Q

from agents.chain import broken_links
from agents.invariants import invariant
from agents.models import Policy
from realtime.evidence.sealing import changed_since_sealed
from realtime.models import Delivery
from realtime.outbox.lease import STARTS_MAX
from realtime.planning.turns import PlanFault, parse_plans

ENDED = Q(state__in=[Delivery.State.SENT, Delivery.State.DROPPED, Delivery.State.DEAD])


@invariant("a delivery says when it was sent, if and only if it was")
def sent_deliveries_say_when() -> Iterator[str]:
    sent = Q(state=Delivery.State.SENT)
    wrong = Delivery.objects.filter((sent & Q(sent_at=None)) | (~sent & Q(sent_at__isnull=False)))
    for delivery in wrong.iterator():
        yield f"delivery {delivery.pk} is {delivery.state}, sent at {delivery.sent_at}"


@invariant("nobody holds a lease on a delivery that has ended, and no lease is without an end")
def leases_end() -> Iterator[str]:
    endless = Q(lease__isnull=False, leased_until=None) | Q(lease=None, leased_until__isnull=False)
    for delivery in Delivery.objects.filter((ENDED & Q(lease__isnull=False)) | endless).iterator():
        yield f"delivery {delivery.pk} is {delivery.state}, leased until {delivery.leased_until}"


@invariant("no delivery was started more than eight times")
def starts_are_bounded() -> Iterator[str]:
    for delivery in Delivery.objects.filter(attempts__gt=STARTS_MAX).iterator():
        yield f"delivery {delivery.pk} was started {delivery.attempts} times"


@invariant("a message stays in its county: order, deliveries and receivers")
def messages_stay_in_their_county() -> Iterator[str]:
    county = F("county_id")
    astray = (
        ~Q(message__county_id=county)
        | (Q(user__isnull=False) & ~Q(user__county_id=county))
        | (Q(message__order__isnull=False) & ~Q(message__order__county_id=county))
    )
    for delivery in Delivery.objects.filter(astray).iterator():
        yield f"delivery {delivery.pk} of county {delivery.county_id} crosses a border"


@invariant("what was sealed of an order's deliveries is as it was")
def sealed_deliveries_are_unchanged() -> Iterator[str]:
    for row_id in broken_links("realtime_evidenceseal", link="county_id"):
        yield f"evidence seal {row_id}, or the one before it, is not what was written"
    for order_id, delivery_id in changed_since_sealed():
        yield f"delivery {delivery_id} of order {order_id} is not as it was sealed"


@invariant("every county's plan of telling can be read")
def plans_can_be_read() -> Iterator[str]:
    for policy in Policy.objects.iterator():
        try:
            parse_plans(policy.telling_plans)
        except PlanFault as fault:
            yield f"policy {policy}: {fault}"
