"""PostgreSQL itself undoes a claim that has met somebody in the opposite order; the agent never hears of it (F15)."""

from threading import Thread
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dispatch.orders.models import Assignment, OrderEvent
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"


def somebody_waits_for_me() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def lock(table: str, key: UUID | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select 1 from {table} where id = %s for update", [key])


def test_a_claim_undone_by_a_deadlock_is_done_again(cast, place):
    order, told = place(at=timezone.now()), []
    caller = Caller(cast.wei.user)

    def claim() -> None:
        told.append(caller.post(f"/orders/{order.pk}/claim"))
        connection.close()

    claiming = Thread(target=claim)
    with transaction.atomic():
        # The claim finds out first that the two wait for each other, so it is the one that is undone.
        with connection.cursor() as cursor:
            cursor.execute("set local deadlock_timeout = '60s'")
        lock("orders_order", order.pk)
        claiming.start()
        while claiming.is_alive() and not somebody_waits_for_me():
            claiming.join(0.02)
        lock("agents_agent", cast.wei.pk)
    claiming.join(30)
    assert told[0].status_code == 200, told[0].content.decode()
    assert OrderEvent.objects.filter(order=order, kind="claimed").count() == 1
    assert Assignment.objects.filter(order=order).count() == 1
