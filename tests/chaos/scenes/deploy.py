"""A new release goes out while everybody works: each process is taken out, told to end, and started again (F25)."""

import json
import time

import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.bench.seeds import session_cookie
from tests.chaos.fleet import until
from tests.chaos.stage import Stage
from tests.chaos.verdict import Seen

# As long as systemd waits for a unit of ours.
END_SECONDS_MAX = 30.0


def rolled_out(stage: Stage) -> Seen:
    """F25. As docs/operations describe it: out of the list, drained, SIGTERM, back when it answers; workers follow."""
    fleet, ended = stage.fleet, dict[str, float]()
    page = _open_page(stage)
    with stage.under_traffic() as operations:
        time.sleep(1)
        for number, (web, url) in enumerate(zip(fleet.webs, fleet.urls, strict=True), 1):
            stage.front.take_out(url)
            ended[f"web {number}"] = web.terminate(seconds_max=END_SECONDS_MAX)
            web.start()
            web.await_up()
            # It listens before it has read all of its pages; the first answer says that it has.
            until(lambda url=url: _answers(url), f"{url} answers")  # type: ignore[misc]
            stage.front.put_back(url)
        for worker in (*fleet.dispatchers, *fleet.deliveries):
            ended["workers"] = max(ended.get("workers", 0), worker.terminate(seconds_max=END_SECONDS_MAX))
            worker.start()
            worker.await_up()
    judged = stage.judge(operations)
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in ended.items())
    dropped = _was_dropped(page)
    return Seen(
        judged.holds and judged.unknown == 0 and dropped and max(ended.values()) < END_SECONDS_MAX,
        f"{judged}; to end took: {told}; an open page's line was {'closed, so it comes back' if dropped else 'kept'}",
    )


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=5).ok
    except requests.RequestException:
        return False


def _open_page(stage: Stage) -> ClientConnection:
    port = stage.fleet.webs[0].port
    page = connect(
        f"ws://127.0.0.1:{port}/ws/",
        origin=Origin(f"http://127.0.0.1:{port}"),
        additional_headers={"Cookie": session_cookie(stage.cast.citizens[0].user)},
        open_timeout=60,
    )
    assert json.loads(page.recv(timeout=60))["type"] == "hello"
    return page


def _was_dropped(page: ClientConnection) -> bool:
    """A page that hears of it comes back by itself; one whose line dies silently would wait for its next ping."""
    try:
        while True:
            page.recv(timeout=5)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False
