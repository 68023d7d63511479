"""/metrics: numbers for Prometheus, in its text format. Counts and ages only, no personal data."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse

from agents.models import Agent
from config.health import oldest_deadline_late
from dispatch.orders.models import Order
from dispatch.orders.states import LIVE
from realtime.clock import database_now
from realtime.hub import hub
from realtime.models import Delivery, Heartbeat, SmsMonth

LATENCIES = """
select channel, quantile::text, percentile_cont(quantile) within group (
    order by extract(epoch from sent_at - message.created_at)
)
from realtime_delivery as each
join realtime_message as message on message.id = message_id,
unnest(array[0.5, 0.99]::float[]) as quantile
where state = 'sent' and turn = 0 and due_at = message.created_at and due_at > %(day)s and sent_at > %(now)s
group by channel, quantile
"""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse("\n".join(_lines(database_now())) + "\n", content_type=CONTENT_TYPE)


def _lines(now: datetime) -> Iterator[str]:
    yield from _gauge("orders_live", "Orders that have not ended, by state.", _live_orders())
    yield from _gauge(
        "deadline_late_seconds",
        "How late the oldest deadline is that the dispatcher has not announced.",
        {"": oldest_deadline_late(now).total_seconds()},
    )
    yield from _gauge(
        "deliveries", "Deliveries due within the last day, by channel and state.", _deliveries(now)
    )
    yield from _gauge(
        "delivery_due_age_seconds", "Age of the oldest due delivery, by channel.", _oldest_due_deliveries(now)
    )
    yield from _gauge(
        "deliveries_per_minute", "Deliveries handed over within the last minute, by channel.", _rate(now)
    )
    yield from _gauge(
        "delivery_latency_seconds",
        "From the commit of a message to its hand-over, of the last five minutes' first turns, by channel.",
        _latencies(now),
    )
    yield from _gauge("sms_month_parts", "SMS parts sent this month, by county.", _sms_parts(now))
    yield from _gauge("agents_unreachable", "Agents on duty whom no channel reaches.", _unreachable())
    yield from _gauge("sockets", "Sockets connected to this process.", {"": hub.socket_count})
    yield from _gauge(
        "heartbeat_age_seconds", "Since a worker of this kind was last heard from.", _heartbeats(now)
    )


def _gauge(name: str, meaning: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# HELP grid_dispatch_{name} {meaning}"
    yield f"# TYPE grid_dispatch_{name} gauge"
    for labels, value in sorted(values.items()):
        yield f"grid_dispatch_{name}{labels} {value:g}"


def _live_orders() -> dict[str, float]:
    counted = Order.objects.live().values_list("state").annotate(count=Count("pk"))
    found = dict(counted)
    return {_labels(state=state): found.get(state, 0) for state in LIVE}


def _deliveries(now: datetime) -> dict[str, float]:
    last_day = Delivery.objects.filter(due_at__gt=now - timedelta(days=1))
    counted = last_day.values_list("channel", "state").annotate(count=Count("pk"))
    return {_labels(channel=channel, state=state): count for channel, state, count in counted}


def _oldest_due_deliveries(now: datetime) -> dict[str, float]:
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now)
    oldest = waiting.values_list("channel").annotate(due=Min("due_at"))
    return {_labels(channel=channel): (now - due).total_seconds() for channel, due in oldest}


def _rate(now: datetime) -> dict[str, float]:
    counted = _sent(now, timedelta(minutes=1)).values_list("channel").annotate(count=Count("pk"))
    return {_labels(channel=channel): count for channel, count in counted}


def _latencies(now: datetime) -> dict[str, float]:
    """Later turns and quiet hours wait on purpose, so only what was due at once is timed."""
    since = {"day": now - timedelta(days=1), "now": now - timedelta(minutes=5)}
    with connection.cursor() as cursor:
        cursor.execute(LATENCIES, since)
        return {_labels(channel=channel, quantile=quantile): took for channel, quantile, took in cursor}


def _sent(now: datetime, within: timedelta) -> QuerySet[Delivery]:
    """Rows lie in the order in which they fell due, which finds the last day's quickly."""
    last_day = Delivery.objects.filter(due_at__gt=now - timedelta(days=1), state=Delivery.State.SENT)
    return last_day.filter(sent_at__gt=now - within)


def _sms_parts(now: datetime) -> dict[str, float]:
    months = SmsMonth.objects.select_related("county").defer("county__boundary")
    return {
        _labels(county=each.county_id): each.parts
        for each in months
        if each.month == f"{now.astimezone(each.county.zone):%Y-%m}"
    }


def _unreachable() -> dict[str, float]:
    return {"": Agent.objects.on_duty().filter(unreachable_since__isnull=False).count()}


def _heartbeats(now: datetime) -> dict[str, float]:
    return {
        _labels(worker=name): max(0.0, (now - at).total_seconds())
        for name, at in Heartbeat.objects.values_list("name", "at")
    }


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}"
