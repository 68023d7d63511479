"""Open pages: a thousand come back at once, and one reads nothing (F23, F24)."""

import asyncio
import random
import re
import time
from pathlib import Path

import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin

from tests.bench.seeds import make_agents, session_cookies
from tests.chaos.stage import Stage
from tests.chaos.verdict import Seen, percentile

THOUSAND = 1000
CONNECT_SECONDS_MAX, BACK_SECONDS_MAX = 3.0, 60.0
MEGABYTE = 2**20
LIVE_JS = Path(__file__).resolve().parents[3] / "frontend/static/js/live.js"


def thousand_come_back(stage: Stage) -> Seen:
    """F24. The web that holds them all is killed; they return, spread by their own jitter; memory is looked at."""
    count = 200 if stage.short else THOUSAND
    cookies = session_cookies([one.user for one in make_agents(count)])
    web = stage.fleet.webs[0]

    async def play() -> tuple[list[float], int, float, float, int]:
        pages = [Page(web.port, cookie) for cookie in cookies]
        # At first one after the other, as people come.
        for page in pages:
            await page.come()
        before = _memory(web.pid)
        web.kill()
        web.start()
        lost = time.monotonic()
        seconds = await asyncio.gather(*(page.come_back() for page in pages))
        last, grown = time.monotonic() - lost, _memory(web.pid) - before
        worked = sum(psutil.Process(web.pid).cpu_times()[:2])
        for page in pages:
            await page.go()
        return seconds, grown, last, worked, sum(page.sent_away for page in pages)

    seconds, grown, last, worked, sent_away = asyncio.run(play())
    p95 = percentile(seconds, 0.95)
    return Seen(
        len(seconds) == count and p95 < CONNECT_SECONDS_MAX and last < BACK_SECONDS_MAX,
        f"{len(seconds)} of {count} pages were back {last:.1f} s after the kill, p95 {p95:.2f} s to connect and be"
        f" greeted, {sent_away} times asked to come later, {grown / MEGABYTE:+.0f} MB and"
        f" {worked:.1f} s of work in the web process, its start included",
    )


class Page:
    """An open page as the script keeps it: on a lost line it waits a pause of its table, with the same jitter."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._socket: ClientConnection | None = None
        #: How often the server asked it to come later.
        self.sent_away = 0

    async def come(self) -> float:
        """Seconds to connect and be greeted. Raises OSError or a WebSocketException while nobody listens."""
        begun = time.monotonic()
        self._socket = await connect(
            f"ws://127.0.0.1:{self._port}/ws/",
            origin=Origin(f"http://127.0.0.1:{self._port}"),
            additional_headers={"Cookie": self._cookie},
            open_timeout=60,
            ping_interval=None,
        )
        await asyncio.wait_for(self._socket.recv(), 60)
        return time.monotonic() - begun

    async def come_back(self) -> float:
        tries = 0
        while True:
            pause = PAUSES[min(tries, len(PAUSES) - 1)]
            await asyncio.sleep(pause * random.uniform(0.2, 1))
            tries += 1
            try:
                return await self.come()
            except ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code == BUSY:
                    self.sent_away += 1
                    tries = max(tries, TRIES_WHEN_BUSY)
            except (OSError, WebSocketException):
                pass

    async def go(self) -> None:
        if self._socket:
            await self._socket.close()


def _of_script(name: str) -> list[int]:
    """A constant of the page's own script."""
    found = re.search(rf"const {name} = \[?([^\];]+)\]?;", LIVE_JS.read_text())
    assert found
    return [int(each.replace("_", "")) for each in found.group(1).split(",")]


PAUSES = [each / 1000 for each in _of_script("BACKOFF_MS")]
(BUSY,), (TRIES_WHEN_BUSY,) = _of_script("BUSY"), _of_script("TRIES_WHEN_BUSY")


def _memory(pid: int) -> int:
    return int(psutil.Process(pid).memory_info().rss)
