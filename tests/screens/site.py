"""A site of its own with a simulated quarter behind it, as a newcomer's would run; made anew each time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.demo.surroundings import settle
from config.embedded.environment import PROJECT, prepare_environment

if TYPE_CHECKING:
    from tests.screens.players import Players

DIRECTORY = PROJECT / "var" / "gallery"
ORDERS = int(os.environ.get("ORDERS", "240"))


@dataclass(frozen=True)
class Lively:
    address: str
    players: Players
    filled: dict[str, str]


@contextmanager
def lively_site(directory: Path = DIRECTORY) -> Iterator[Lively]:
    # What an earlier audit has claimed and asked would be another site than a newcomer's.
    shutil.rmtree(directory, ignore_errors=True)
    os.environ["DEMO_DATA_DIR"] = str(directory)
    os.environ["EMBEDDED_POSTGRES_FSYNC"] = "off"
    # Playwright keeps an event loop in this thread, and the ORM is used beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # One citizen of an audit asks more often than any hand can.
    os.environ["RATE_LIMIT_FACTOR"] = "100"
    address = settle().base_url
    with prepare_environment():
        import django

        django.setup()
        with _served(address) as lively:
            yield lively


@contextmanager
def _served(address: str) -> Iterator[Lively]:
    """Needs Django set up."""
    from django.conf import settings
    from django.utils import timezone

    from agents.models import County
    from config.connections import close_connections
    from config.demo.past import play_past
    from config.demo.site import running_site
    from config.serve.preparation import prepare_site
    from tests.screens.life import bring_to_life
    from tests.screens.players import players_of

    try:
        prepare_site(say=print)
        county = County.objects.get(pk=settings.COUNTY)
        play_past(county, orders=ORDERS, now=timezone.now())
        with running_site(address):
            players = players_of(county)
            yield Lively(address, players, bring_to_life(players, at=timezone.now()))
    finally:
        close_connections()
