"""After commit or not at all: frames leave when the transaction that made the news is durable (STYLE 8)."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from agents.quiet import is_quiet
from realtime.hub.bell import bell
from realtime.hub.post import Frame, Post

MakeFrames = Callable[[set[str]], list[Frame]]


def ring_after_commit(*frames: Frame, later: MakeFrames | None = None) -> None:
    """``later`` makes frames on the bell's thread, before ``frames`` and in one post with them."""
    if is_quiet():
        return

    def make(languages: set[str]) -> Post:
        made = later(languages) if later else []
        return Post(frames=(*made, *frames))

    # Robust: nothing that goes wrong here may reach the one whose order is already committed.
    transaction.on_commit(partial(bell.ring, make), robust=True)
