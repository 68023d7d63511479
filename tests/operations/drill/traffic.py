"""Orders from placing to rating, by real actions, from several threads, until they are told to stop."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from agents.models import Agent, User
from dispatch.casework.photos.actions import add_photo, remove_photo
from dispatch.casework.portraits.actions import set_portrait
from dispatch.orders.actions import (
    NewOrder,
    claim_order,
    complete_order,
    place_order,
    rate_order,
    start_order,
)
from tests.bench.seeds import county, make_agents, make_citizens
from tests.casework.pictures import jpeg

HANDS = 4
PICTURE = jpeg(640, 480, "blue")


class Traffic:
    """``done``: each completed order and when its completion was acknowledged."""

    def __init__(self) -> None:
        self.done: list[tuple[UUID, datetime]] = []
        self.photos_removed = 0
        self._stop = threading.Event()
        self._hands = ThreadPoolExecutor(HANDS)
        self._at_work: list[Future[None]] = []

    def __enter__(self) -> Self:
        citizens, agents = make_citizens(HANDS), make_agents(HANDS)
        for citizen, caller in zip(citizens, agents, strict=True):
            agent = Agent.objects.select_related("grid", "user", "county").get(user=caller.user)
            set_portrait(agent, PICTURE, by=agent, at=timezone.now())
            self._at_work.append(self._hands.submit(self._work, citizen.user, agent))
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._hands.shutdown()
        for each in self._at_work:
            each.result()

    def raise_if_ended(self) -> None:
        """What ended a hand too early is said here."""
        for each in self._at_work:
            if each.done():
                each.result()

    def _work(self, citizen: User, agent: Agent) -> None:
        try:
            while not self._stop.is_set():
                self._one(citizen, agent)
        finally:
            connection.close()

    def _one(self, citizen: User, agent: Agent) -> None:
        new = NewOrder(
            id=uuid4(),
            wish="屋里漏雨,想问下危房那个补助",
            applicant_name="试一试",
            applicant_phone="10900000001",
            village_code=agent.grid.village_id,
        )
        place_order(new, county=county(), by=citizen, at=timezone.now())
        claim_order(new.id, agent=agent, at=timezone.now())
        start_order(new.id, agent=agent, at=timezone.now())
        kept, removed = uuid4(), uuid4()
        for photo in (kept, removed):
            add_photo(new.id, photo_id=photo, content=PICTURE, by=agent, at=timezone.now())
        remove_photo(new.id, photo_id=removed, by=agent, at=timezone.now())
        complete_order(new.id, agent=agent, result="已办好", at=timezone.now())
        rate_order(new.id, grade="satisfied", by=citizen, at=timezone.now())
        self.photos_removed += 1
        self.done.append((new.id, timezone.now()))
