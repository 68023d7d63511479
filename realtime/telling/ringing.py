"""After commit or not at all: frames leave when the transaction that made the news is durable (STYLE 8)."""

from functools import partial

from django.db import transaction

from agents.quiet import is_quiet
from realtime.hub.bell import bell
from realtime.hub.post import Cards, Frame, Post


def ring_after_commit(*frames: Frame, cards: Cards | None = None) -> None:
    """In one post; ``cards`` are shown before ``frames``."""
    if is_quiet():
        return
    post = Post(frames=frames, cards=(cards,) if cards else ())
    # Robust: nothing that goes wrong here may reach the one whose order is already committed.
    transaction.on_commit(partial(bell.ring, post), robust=True)
