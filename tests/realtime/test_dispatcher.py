"""The clock of the house: everything due is announced, nothing ends it but its stop."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from dispatch.orders.actions import claim_order
from dispatch.orders.models import OrderEvent
from realtime.clock import database_now
from realtime.dispatcher import CLOCK_ACTIONS, run_once
from realtime.heartbeat import DELIVERIES, DISPATCHER, beat, last_beat
from realtime.loops import Loop
from realtime.models import Delivery, InboxEntry
from realtime.workers import start_threads
from tests.conftest import NINE
from tests.realtime.servers import database_url, wait_until
from tests.threads import at_once

TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)


def kinds(order) -> list[str]:
    return list(OrderEvent.objects.filter(order=order).values_list("kind", flat=True))


@pytest.mark.django_db
def test_one_pass_announces_everything_that_is_due(cast, place):
    waiting, claimed = place(), claim_order(place().pk, agent=cast.wei, at=NINE)
    assert run_once(NINE + TEN_MINUTES) == 1
    assert run_once(NINE + 2 * HOUR) == 1
    assert run_once(NINE + 4 * HOUR) == 2
    assert run_once(NINE + 4 * HOUR) == 0
    assert run_once(NINE + 5 * HOUR) == 1
    assert kinds(waiting) == ["placed", "broadened", "sent_to_desk", "sent_to_superior"]
    assert kinds(claimed) == ["placed", "claimed", "contact_reminded", "released"]


@pytest.mark.django_db
def test_after_an_outage_everything_is_made_up_for_in_one_pass(cast, place):
    order = place()
    run_once(NINE + 4 * HOUR)
    assert kinds(order) == ["placed", "broadened", "sent_to_desk"]
    event = OrderEvent.objects.get(order=order, kind="broadened")
    assert (event.at, event.facts["broaden_at"]) == (NINE + 4 * HOUR, (NINE + TEN_MINUTES).isoformat())


@pytest.mark.django_db
def test_more_than_a_batch_is_worked_off_in_one_pass(cast, place):
    for _ in range(3):
        place()

    def one_at_a_time(*, at):
        from dispatch.orders.actions import broaden_orders

        return broaden_orders(at=at, limit=1)

    assert run_once(NINE + TEN_MINUTES, clock_actions=[one_at_a_time]) == 3


@pytest.mark.django_db
def test_an_action_that_fails_does_not_stop_the_others(cast, place):
    order = place()

    def failing(*, at):
        raise OperationalError("deadlock detected")

    assert run_once(NINE + TEN_MINUTES, clock_actions=[failing, *CLOCK_ACTIONS]) == 1
    assert "broadened" in kinds(order)


@pytest.mark.django_db
def test_an_action_that_never_ends_is_ended():
    assert run_once(NINE, clock_actions=[lambda *, at: 1]) == 200


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_announce_once(cast, place):
    orders = [place() for _ in range(5)]
    at_once([lambda: run_once(NINE + TEN_MINUTES)] * 3)
    assert OrderEvent.objects.filter(kind="broadened").count() == len(orders)
    assert Delivery.objects.filter(message__kind__endswith="open_to_all", channel="inbox").count() % 4 == 0


@pytest.mark.django_db
def test_a_heart_never_beats_backwards():
    beat(DISPATCHER, at=NINE)
    beat(DISPATCHER, at=NINE - HOUR)
    assert last_beat(DISPATCHER) == NINE
    beat(DISPATCHER, at=NINE + HOUR)
    assert last_beat(DISPATCHER) == NINE + HOUR


@pytest.mark.django_db(transaction=True)
def test_a_loop_goes_on_after_its_database_connection_was_cut():
    healed = threading.Event()
    ticks = []

    def tick() -> bool:
        ticks.append(1)
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            (pid,) = cursor.fetchone()
            if len(ticks) == 1:
                cursor.execute("select pg_terminate_backend(%s)", [pid])
        healed.set()
        return False

    loop = Loop("test", tick, every_seconds=0.01)
    thread = threading.Thread(target=loop.run, daemon=True)
    thread.start()
    assert healed.wait(5)
    loop.stop()
    thread.join(5)
    assert not thread.is_alive() and len(ticks) >= 2


def test_a_loop_that_is_woken_does_not_wait():
    ticks = threading.Semaphore(0)

    def tick() -> bool:
        ticks.release()
        return False

    loop = Loop("test", tick, every_seconds=60)
    thread = threading.Thread(target=loop.run, daemon=True)
    thread.start()
    assert ticks.acquire(timeout=2)
    loop.wake()
    assert ticks.acquire(timeout=2)
    loop.stop()
    thread.join(2)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_threads_of_one_process_do_all_the_telling_and_end_in_time(cast, place):
    workers = start_threads()
    try:
        order = place(at=database_now() - TEN_MINUTES)
        wait_until(lambda: "broadened" in kinds(order), "the dispatcher broadens it")
        wait_until(lambda: InboxEntry.objects.filter(kind="order_open_to_all").count() == 4, "all are told")
        wait_until(lambda: last_beat(DELIVERIES) is not None, "the deliveries' heart beats")
        # After its first pass, of which the broadening is only the beginning.
        wait_until(lambda: last_beat(DISPATCHER) is not None, "the dispatcher's heart beats")
    finally:
        assert workers.stop(timeout_seconds=5)


@pytest.mark.django_db(transaction=True)
def test_the_commands_run_until_sigterm_and_end_cleanly(transactional_db):
    environment = {**os.environ, "DATABASE_URL": database_url()}
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "django", command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in ("dispatcher", "deliveries")
    ]
    try:
        # Two programs start: most of a minute on a machine that is busy with others.
        wait_until(lambda: last_beat(DISPATCHER) is not None, "the dispatcher beats", seconds=60)
        wait_until(lambda: last_beat(DELIVERIES) is not None, "the deliveries beat", seconds=60)
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            _, errors = process.communicate(timeout=30)
            assert process.returncode == 0 and "Traceback" not in errors
    finally:
        for process in processes:
            process.kill()
