"""Cards are made by a thread of their own, beside the loop that serves the sockets.

A card that is late holds up the frames behind it, for none may overtake it: after five seconds it is given up, and
until the database has answered that one no other is tried. Pages refetch.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import close_old_connections

from realtime.hub.post import Cards, Frame
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)

#: Makes the frames of cards, for the languages given; reads the database.
MakeCards = Callable[[Cards, set[str]], list[Frame]]

#: A process that has just started reads its templates and finds its database first.
CARDS_SECONDS_MAX = 5.0


class CardMaker:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards")
        self._late: Future[list[Frame]] | None = None

    async def made(self, make: MakeCards, cards: Cards, languages: set[str]) -> list[Frame]:
        """Never raises; nothing when it takes too long or fails."""
        if self._late and not self._late.done():
            return []
        making = self._thread.submit(_make, make, cards, languages)
        coming = asyncio.wrap_future(making)
        # What becomes of one that was given up is nobody's news.
        coming.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            async with asyncio.timeout(CARDS_SECONDS_MAX):
                return await asyncio.shield(coming)
        except TimeoutError:
            self._late = making
            once_per_minute(logger, "late", "A card took too long; it is not sent and pages refetch.")
        except Exception:
            once_per_minute(logger, "make", "A card could not be made.", exc_info=True)
        return []


def _make(make: MakeCards, cards: Cards, languages: set[str]) -> list[Frame]:
    close_old_connections()
    try:
        return make(cards, languages)
    finally:
        close_old_connections()
