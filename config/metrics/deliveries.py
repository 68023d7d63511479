"""Whether people are told in time: deliveries by channel, and who cannot be reached."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Min, QuerySet
from prometheus_client.core import GaugeMetricFamily

from agents.models import Agent
from config.metrics.gauges import Values, gauge
from realtime.models import Delivery, SmsMonth

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


def gauges(now: datetime) -> Iterator[GaugeMetricFamily]:
    yield gauge("deliveries", "Deliveries due within the last day, by channel and state.", _deliveries(now))
    yield gauge(
        "delivery_due_age_seconds", "Age of the oldest due delivery, by channel.", _oldest_due_deliveries(now)
    )
    yield gauge(
        "deliveries_per_minute", "Deliveries handed over within the last minute, by channel.", _rate(now)
    )
    yield gauge(
        "delivery_latency_seconds",
        "From the commit of a message to its hand-over, of the last five minutes' first turns, by channel.",
        _latencies(now),
    )
    yield gauge("sms_month_parts", "SMS parts sent this month, by county.", _sms_parts(now))
    unreachable = Agent.objects.on_duty().filter(unreachable_since__isnull=False).count()
    yield gauge("agents_unreachable", "Agents on duty whom no channel reaches.", [({}, unreachable)])


def _deliveries(now: datetime) -> Values:
    last_day = Delivery.objects.filter(due_at__gt=now - timedelta(days=1))
    counted = last_day.values_list("channel", "state").annotate(count=Count("pk"))
    return [({"channel": channel, "state": state}, count) for channel, state, count in counted]


def _oldest_due_deliveries(now: datetime) -> Values:
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now)
    oldest = waiting.values_list("channel").annotate(due=Min("due_at"))
    return [({"channel": channel}, (now - due).total_seconds()) for channel, due in oldest]


def _rate(now: datetime) -> Values:
    counted = _sent(now, timedelta(minutes=1)).values_list("channel").annotate(count=Count("pk"))
    return [({"channel": channel}, count) for channel, count in counted]


def _latencies(now: datetime) -> Values:
    """Later turns and quiet hours wait on purpose, so only what was due at once is timed."""
    since = {"day": now - timedelta(days=1), "now": now - timedelta(minutes=5)}
    with connection.cursor() as cursor:
        cursor.execute(LATENCIES, since)
        return [({"channel": channel, "quantile": quantile}, took) for channel, quantile, took in cursor]


def _sent(now: datetime, within: timedelta) -> QuerySet[Delivery]:
    """Rows lie in the order in which they fell due, which finds the last day's quickly."""
    last_day = Delivery.objects.filter(due_at__gt=now - timedelta(days=1), state=Delivery.State.SENT)
    return last_day.filter(sent_at__gt=now - within)


def _sms_parts(now: datetime) -> Values:
    months = SmsMonth.objects.select_related("county").defer("county__boundary")
    return [
        ({"county": each.county_id}, each.parts)
        for each in months
        if each.month == f"{now.astimezone(each.county.zone):%Y-%m}"
    ]
