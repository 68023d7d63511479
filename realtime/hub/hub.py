"""One hub for each process: it hears a post once and fans it out to the sockets of its groups.

Lives on the event loop that the sockets run on. Fed by ``take_in`` (from any thread of this process) when
there is no Redis, else by one subscription (``line.py``). At most once: whoever missed something refetches.
"""

import asyncio
import contextlib
import logging

from django.conf import settings

from realtime.hub.line import Line
from realtime.hub.making import CardMaker, MakeCards
from realtime.hub.post import ANY_LANGUAGE, Cards, Frame, HangUp, Post
from realtime.hub.registry import Registry
from realtime.hub.seat import Letter, Seat
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)

# Close codes: the application's own begin at 4000; 1013 asks the client to come back later.
NOT_SIGNED_IN = 4401
NOT_PERMITTED = 4403
TRY_AGAIN_LATER = 1013

# After so many sends the loop breathes: pings, new sockets, pages.
SENDS_BEFORE_YIELD = 200
POSTS_WAITING_MAX = 10_000


class Hub:
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._make_cards: MakeCards = lambda cards, languages: []
        self._card_maker = CardMaker()
        self._reset()

    def _reset(self) -> None:
        self._registry = Registry()
        self._posts: asyncio.Queue[Post] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._line: Line | None = None

    @property
    def socket_count(self) -> int:
        return len(self._registry)

    def makes_cards_by(self, make: MakeCards) -> None:
        """Said once, when the process starts: the hub knows sockets, not orders."""
        self._make_cards = make

    async def ready(self) -> None:
        """Before the first ``join`` on a loop. Waits at most a second for Redis, which may be down."""
        self._start()
        if self._line:
            await self._line.until_up(timeout_seconds=1)

    def join(self, seat: Seat) -> None:
        """From now on the seat hears its groups."""
        self._registry.add(seat)

    def leave(self, seat: Seat) -> None:
        self._registry.remove(seat)

    def take_in(self, post: Post) -> None:
        """From any thread; never blocks. Without a socket in this process there is nobody to tell."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        # The loop may close between the look and the call.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self.accept, post)

    def accept(self, post: Post) -> None:
        """As ``take_in``, on the loop itself."""
        if self._posts.qsize() >= POSTS_WAITING_MAX:
            once_per_minute(logger, "posts", "The hub is behind; frames are dropped and pages refetch.")
            return
        self._posts.put_nowait(post)

    async def idle(self) -> None:
        """Returns when everything taken in so far was offered to its sockets."""
        await self._posts.join()

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        self._reset()
        self._loop = loop
        self._tasks.append(loop.create_task(self._fan_out_for_ever()))
        if settings.REDIS_URL:
            self._line = Line(self.accept)
            self._tasks.append(loop.create_task(self._line.listen_for_ever()))

    async def _fan_out_for_ever(self) -> None:
        while True:
            post = await self._posts.get()
            try:
                await self._fan_out(post)
            except Exception:
                once_per_minute(logger, "fan-out", "A post could not be fanned out.", exc_info=True)
            finally:
                self._posts.task_done()

    async def _fan_out(self, post: Post) -> None:
        for hang_up in post.hang_ups:
            self._hang_up(hang_up)
        for cards in post.cards:
            for frame in await self._cards(cards):
                await self._send(frame)
        for frame in post.frames:
            await self._send(frame)

    async def _cards(self, cards: Cards) -> list[Frame]:
        if not self._registry.has_any(cards.to):
            return []
        return await self._card_maker.made(self._make_cards, cards, self._registry.languages())

    async def _send(self, frame: Frame) -> None:
        letters = {language: Letter(text) for language, text in frame.texts.items()}
        common = letters.get(ANY_LANGUAGE)
        for sent, seat in enumerate(self._registry.audience(frame.to, frame.but), start=1):
            letter = letters.get(seat.language, common)
            if letter is not None and not seat.wire.offer(letter):
                self._cut_off(seat, TRY_AGAIN_LATER)
            if sent % SENDS_BEFORE_YIELD == 0:
                await asyncio.sleep(0)

    def _hang_up(self, hang_up: HangUp) -> None:
        for seat in self._registry.audience(hang_up.groups):
            self._cut_off(seat, hang_up.code)

    def _cut_off(self, seat: Seat, code: int) -> None:
        self.leave(seat)
        seat.wire.close(code)


hub = Hub()
