"""The database dies, comes back, falls silent, or hands over to its standby (F13, F14, F34)."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import requests
from django.db import connection

from dispatch.orders.models import OrderEvent
from tests.chaos.history.judged import events_of
from tests.chaos.history.record import Operation, now, seconds_to_heal
from tests.chaos.history.register import lost_writes
from tests.chaos.stage import Stage
from tests.chaos.verdict import Seen

DOWN_SECONDS = 2.0
HEALED_SECONDS_MAX = 5.0
SILENT_SECONDS = 12.0
BEFORE_SECONDS = 3.0
# A standby that follows at its own pace: what was answered within this time before the crash may be lost.
LOSS_WINDOW_SECONDS = 1.0


def crashes(stage: Stage) -> Seen:
    """F13. kill -9 of the whole server under traffic, up again after two seconds."""
    return _away(stage, stage.database.first.crash, "killed")


def stops_immediately(stage: Stage) -> Seen:
    """F13. pg_ctl stop -m immediate under traffic."""
    return _away(stage, stage.database.first.stop_immediately, "stopped at once")


def fails_over(stage: Stage) -> Seen:
    """F14. The leader is killed and its synchronous standby takes over: nothing acknowledged is lost."""
    connection.close()
    stage.database.raise_standby(synchronous=True)
    operations, crashed_at, healed_at, known = _fail_over(stage)
    judged, healed = stage.judge(operations), seconds_to_heal(operations, healed_at)
    now_known = _events()
    reused = sum(now_known.get(pk, event) != event for pk, event in known.items())
    return Seen(
        judged.holds and healed is not None and healed <= HEALED_SECONDS_MAX and not reused,
        f"{judged}; {_before(operations, crashed_at)} acknowledged before the crash; written again"
        f" {healed or 0:.1f} s after the standby was promoted; {reused} of {len(known)} ids stand for something else",
    )


def fails_over_asynchronously(stage: Stage) -> Seen:
    """F14. The same with a standby that nobody waits for: what is lost lies in the documented window."""
    connection.close()
    stage.database.raise_standby(synchronous=False)
    operations, crashed_at, healed_at, _ = _fail_over(stage)
    healed = seconds_to_heal(operations, healed_at)
    lost = _lost(operations)
    window = max((crashed_at - each.ended for each in lost), default=0.0)
    return Seen(
        healed is not None and healed <= HEALED_SECONDS_MAX and window <= LOSS_WINDOW_SECONDS,
        f"{_before(operations, crashed_at)} acknowledged before the crash, {len(lost)} of them lost, the oldest"
        f" {window:.2f} s before it; written again {healed or 0:.1f} s after the standby was promoted",
    )


def falls_silent(stage: Stage) -> Seen:
    """F34. Every process of the server is frozen, as behind a cut network; the web must not pile up threads."""
    before = _threads(stage)
    with stage.under_traffic() as operations:
        time.sleep(1)
        stage.database.first.freeze()
        time.sleep(SILENT_SECONDS if not stage.short else SILENT_SECONDS / 3)
        during = _threads(stage)
        stage.database.first.thaw()
        healed_at = now()
        time.sleep(2)
    judged, healed = stage.judge(operations), seconds_to_heal(operations, healed_at)
    grown = during - before
    return Seen(
        judged.holds and healed is not None and healed <= HEALED_SECONDS_MAX and grown <= 2 * 8,
        f"{judged}; written again after {healed or 0:.1f} s; {before} threads before, {during} while it was silent",
    )


def _away(stage: Stage, go: Callable[[], None], how: str) -> Seen:
    connection.close()
    with _asked_all_the_time(stage) as answers, stage.under_traffic() as operations:
        time.sleep(BEFORE_SECONDS)
        go()
        time.sleep(DOWN_SECONDS)
        stage.database.first.start()
        healed_at = now()
        time.sleep(HEALED_SECONDS_MAX)
    connection.close()
    judged, healed = stage.judge(operations), seconds_to_heal(operations, healed_at)
    writes = Counter(each.status for each in operations if each.status >= 500)
    # Straight to a daphne nobody stands in front: no line may break, and nothing but 503 with Retry-After be said.
    wrong = {status for status in answers | writes if status not in (200, 503)}
    return Seen(
        judged.holds and not wrong and healed is not None and healed <= HEALED_SECONDS_MAX,
        f"{how}; {judged}; written again {healed or 0:.1f} s after it was up; a reader was told {dict(answers)},"
        f" writers {dict(writes)}",
    )


def _fail_over(stage: Stage) -> tuple[list[Operation], float, float, dict[int, tuple[str, str]]]:
    """The operations, when the leader was killed and the standby promoted, and the events just before."""
    with stage.under_traffic() as operations:
        time.sleep(BEFORE_SECONDS)
        known = _events()
        stage.database.first.crash()
        crashed_at = now()
        stage.database.promote()
        healed_at = now()
        time.sleep(HEALED_SECONDS_MAX)
    stage.database.swap()
    connection.close()
    return operations, crashed_at, healed_at, known


def _before(operations: list[Operation], moment: float) -> int:
    return sum(each.outcome == "acknowledged" and each.ended <= moment for each in operations)


def _lost(operations: list[Operation]) -> list[Operation]:
    return lost_writes(operations, events_of({each.order for each in operations if each.order}))


def _events() -> dict[int, tuple[str, str]]:
    """What each id of an event stands for."""
    rows = OrderEvent.objects.values_list("pk", "order_id", "kind")
    return {pk: (str(order), kind) for pk, order, kind in rows}


def _threads(stage: Stage) -> int:
    return max(psutil.Process(web.pid).num_threads() for web in stage.fleet.webs)


@contextmanager
def _asked_all_the_time(stage: Stage) -> Iterator[Counter[int]]:
    """A reader without a proxy in front of it: which statuses it was answered; 0 is a broken line or no Retry-After."""
    answers: Counter[int] = Counter()
    ending = threading.Event()
    headers = {"Authorization": f"Bearer {stage.cast.citizens[0].token}"}

    def ask() -> None:
        while not ending.is_set():
            answers[_status(f"{stage.fleet.url}/api/v1/me", headers)] += 1
            time.sleep(0.1)

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield answers
    finally:
        ending.set()
        reader.join()


def _status(url: str, headers: dict[str, str]) -> int:
    try:
        answer = requests.get(url, headers=headers, timeout=15)
    except requests.RequestException:
        return 0
    if answer.status_code == 503 and "Retry-After" not in answer.headers:
        return 0
    return answer.status_code
