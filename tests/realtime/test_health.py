"""/healthz, /readyz and /metrics: for load balancers, newcomers and Prometheus."""

import re
import socket
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config import health
from realtime.heartbeat import DISPATCHER, beat
from tests.realtime.servers import free_port

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
# A whole one: some of its digits stand in one measured time or another.
PHONE = re.compile(r"(?<![\d.])1\d{10}(?!\d)")


@pytest.fixture
def ready(client: Client):
    def answer() -> tuple[int, dict[str, str]]:
        response = client.get("/readyz")
        assert (response.status_code == 503) == ("Retry-After" in response)
        return response.status_code, response.json()["checks"]

    return answer


def test_alive_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_when_everything_answers(ready):
    beat(DISPATCHER, at=timezone.now())
    status, checks = ready()
    assert status == 200 and set(checks.values()) == {"ok"}
    assert set(checks) == {"database", "migrations", "redis", "dispatcher", "deadlines"}


def test_not_ready_before_the_dispatcher_was_heard_from(ready):
    status, checks = ready()
    assert (status, checks["dispatcher"]) == (503, "never heard from")


def test_not_ready_when_the_dispatcher_is_silent_for_fifteen_seconds(ready):
    beat(DISPATCHER, at=timezone.now() - 16 * SECOND)
    status, checks = ready()
    assert status == 503 and checks["dispatcher"].startswith("last heard from")


def test_not_ready_when_the_oldest_deadline_is_a_minute_late(cast, place, ready):
    beat(DISPATCHER, at=timezone.now())
    place(at=timezone.now() - timedelta(minutes=10, seconds=50))
    assert ready()[0] == 200
    place(at=timezone.now() - timedelta(minutes=11, seconds=1))
    status, checks = ready()
    assert status == 503 and "seconds late" in checks["deadlines"]


def test_not_ready_when_redis_is_asked_for_and_away(ready, settings):
    beat(DISPATCHER, at=timezone.now())
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    status, checks = ready()
    assert (status, checks["redis"]) == (503, "fails (ConnectionError)")


def test_a_redis_that_hangs_holds_readyz_up_for_a_moment_only(ready, settings):
    beat(DISPATCHER, at=timezone.now())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        began = time.monotonic()
        assert ready()[1]["redis"] == "fails (TimeoutError)"
        assert time.monotonic() - began < 2


def test_not_ready_when_a_migration_is_missing(ready, monkeypatch):
    from django.db import connection

    beat(DISPATCHER, at=timezone.now())
    monkeypatch.setattr(health, "_known_applied", False)
    with connection.cursor() as cursor:
        last = "select max(id) from django_migrations where app = 'realtime'"
        cursor.execute(f"delete from django_migrations where id = ({last})")
    status, checks = ready()
    assert (status, checks["migrations"]) == (503, "migrations are missing")


def test_metrics_say_counts_and_ages_without_personal_data(cast, place, client, send_all):
    place(at=timezone.now() - 5 * SECOND)
    beat(DISPATCHER, at=timezone.now())
    text = client.get("/metrics").content.decode()
    assert 'grid_dispatch_orders_live{state="open"} 1' in text
    assert 'grid_dispatch_deliveries{channel="inbox",state="waiting"} 2' in text
    assert (
        "grid_dispatch_sockets " in text
        and 'grid_dispatch_heartbeat_age_seconds{worker="dispatcher"}' in text
    )
    (age,) = [
        line for line in text.splitlines() if line.startswith("grid_dispatch_delivery_due_age_seconds{")
    ]
    assert 5 <= float(age.split()[1]) < 30
    assert "陈" not in text and not PHONE.search(text)


def test_metrics_are_in_prometheus_text_format(client):
    answer = client.get("/metrics")
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    for line in answer.content.decode().splitlines():
        name = line.split()[2] if line.startswith("#") else line.split("{")[0].split()[0]
        assert name.startswith("grid_dispatch_")
        assert line.startswith("#") or float(line.rsplit(" ", 1)[1]) >= 0
