"""The database itself, the discs, and when each worker or nightly duty was last heard from."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from prometheus_client.core import GaugeMetricFamily

from config.metrics.gauges import Values, gauge
from realtime.models import Heartbeat

SERVER = """
select pg_database_size(current_database()), current_setting('max_connections')::int,
    (select count(*) from pg_stat_activity where backend_type = 'client backend'),
    coalesce((select extract(epoch from max(statement_timestamp() - xact_start)) from pg_stat_activity
        where state <> 'idle' and backend_type = 'client backend' and datname = current_database()), 0)
"""


def database(now: datetime) -> Iterator[GaugeMetricFamily]:
    with connection.cursor() as cursor:
        cursor.execute(SERVER)
        size, most, used, oldest = cursor.fetchone()
    yield gauge("database_bytes", "Size of the database.", [({}, size)])
    yield gauge("database_connections_max", "Connections the server allows.", [({}, most)])
    yield gauge("database_connections", "Connections to the server.", [({}, used)])
    yield gauge("database_transaction_seconds", "Age of the oldest transaction under way.", [({}, oldest)])
    yield gauge(
        "heartbeat_age_seconds",
        "Since a worker of this kind, or a nightly duty (verify, backup), was last heard from.",
        [
            ({"worker": name}, max(0.0, (now - at).total_seconds()))
            for name, at in Heartbeat.objects.values_list("name", "at")
        ],
    )


def discs() -> Iterator[GaugeMetricFamily]:
    """Of the folders this process writes to. One that is not there has no value."""
    free: Values = [
        ({"of": name}, shutil.disk_usage(path).free)
        for name, path in (("data", settings.DATA_DIR), ("media", settings.MEDIA_ROOT))
        if Path(path).exists()
    ]
    yield gauge("disc_free_bytes", "Room left where files are kept.", free)
