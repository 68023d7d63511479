"""Is it alive, and may it be given work? For load balancers and for the newcomer's first look."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from dispatch.orders.models import Order
from realtime.clock import database_now
from realtime.heartbeat import DISPATCHER, last_beat

DISPATCHER_SILENT_MAX = timedelta(seconds=15)
DEADLINE_LATE_MAX = timedelta(seconds=60)
REDIS_SECONDS_MAX = 0.5
RETRY_AFTER_SECONDS = 5

OK = "ok"


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": OK})


def readyz(request: HttpRequest) -> JsonResponse:
    """Each check by name; 503 when one of them is not ok."""
    checks = {name: _result(check) for name, check in CHECKS.items()}
    ready = all(result == OK for result in checks.values())
    answer = JsonResponse(
        {"status": OK if ready else "not ready", "checks": checks}, status=200 if ready else 503
    )
    answer["Cache-Control"] = "no-store"
    if not ready:
        answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


class NotReady(Exception):
    """Why, in words that hold no secret: readyz needs no sign-in."""


def database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def migrations_applied() -> None:
    if not _all_applied():
        raise NotReady("migrations are missing")


def redis_answers() -> None:
    if settings.REDIS_URL:
        _redis(settings.REDIS_URL).ping()


def dispatcher_heard_from() -> None:
    heard_at = last_beat(DISPATCHER)
    if heard_at is None:
        raise NotReady("never heard from")
    silent = database_now() - heard_at
    if silent > DISPATCHER_SILENT_MAX:
        raise NotReady(f"last heard from {silent.total_seconds():.0f} seconds ago")


def deadlines_kept() -> None:
    late = oldest_deadline_late(database_now())
    if late > DEADLINE_LATE_MAX:
        raise NotReady(f"the oldest due deadline is {late.total_seconds():.0f} seconds late")


def oldest_deadline_late(at: datetime) -> timedelta:
    """How long the dispatcher has owed its oldest announcement; zero when nothing is due."""
    orders = Order.objects
    oldest = [
        orders.due_for_broadening(at).aggregate(due=Min("broaden_at"))["due"],
        orders.due_for_desk(at).aggregate(due=Min("desk_at"))["due"],
        orders.due_at_desk(at).aggregate(due=Min("desk_due_at"))["due"],
        orders.due_for_contact_reminder(at).aggregate(due=Min("contact_remind_at"))["due"],
        orders.due_for_release(at).aggregate(due=Min("contact_due_at"))["due"],
    ]
    return max((at - due for due in oldest if due), default=timedelta())


CHECKS: dict[str, Callable[[], None]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "redis": redis_answers,
    "dispatcher": dispatcher_heard_from,
    "deadlines": deadlines_kept,
}


def _result(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    except Exception as error:
        # The class alone: a database's message may name hosts and people.
        return f"fails ({type(error).__name__})"
    return OK


@cache
def _redis(url: str) -> Redis:
    # Without the client's ten retries: readyz says what is so now.
    return Redis.from_url(
        url,
        socket_timeout=REDIS_SECONDS_MAX,
        socket_connect_timeout=REDIS_SECONDS_MAX,
        retry=Retry(NoBackoff(), 0),
    )


_known_applied = False


def _all_applied() -> bool:
    """Looked up until it is true once; a process does not outlive its schema."""
    global _known_applied
    if not _known_applied:
        executor = MigrationExecutor(connection)
        _known_applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _known_applied
