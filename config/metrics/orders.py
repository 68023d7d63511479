"""Orders and their deadlines, and what of the money waits for an officer."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily

from config.health import oldest_deadline_late
from config.metrics.gauges import Values, gauge
from dispatch.orders.models import Order
from dispatch.orders.states import LIVE, UNFINISHED
from points.models import Hold


def gauges(now: datetime) -> Iterator[GaugeMetricFamily]:
    yield gauge("orders_live", "Orders that have not ended, by state.", _live())
    late = oldest_deadline_late(now).total_seconds()
    yield gauge(
        "deadline_late_seconds",
        "How late the oldest deadline is that the dispatcher has not announced.",
        [({}, late)],
    )
    yield gauge(
        "orders_at_desk", "Open orders that an officer must assign.", [({}, Order.objects.at_desk().count())]
    )
    overdue = Order.objects.filter(state__in=UNFINISHED, due_at__lt=now).count()
    yield gauge("orders_overdue", "Claimed orders past their time limit.", [({}, overdue)])
    yield gauge(
        "holds_open", "Services whose points wait for an officer.", [({}, Hold.objects.open().count())]
    )


def _live() -> Values:
    found = dict(Order.objects.live().values_list("state").annotate(count=Count("pk")))
    return [({"state": state}, found.get(state, 0)) for state in LIVE]
