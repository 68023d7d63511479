"""Pages that listen, phones that receive."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import pytest

from agents.models import User
from realtime.channels import CHANNELS
from realtime.models import Delivery, InboxEntry
from realtime.outbox.worker import deliver_due
from tests.conftest import NINE
from tests.realtime.ears import Ear, everything_rung, listen
from tests.realtime.servers import daphne_in_a_thread


@pytest.fixture(scope="session")
def door() -> int:
    """The port of a daphne in this process."""
    return daphne_in_a_thread()


@pytest.fixture
def page(door: int, transactional_db: None) -> Iterator[Callable[..., Ear]]:
    """``page(cast.wei.user)``: an open page that has been greeted."""
    with ExitStack() as stack:

        def opened(user: User, **said: Any) -> Ear:
            # What was done before the page was open is not news to it.
            everything_rung()
            ear = listen(door, user, **said)
            stack.callback(ear.connection.close)
            assert ear.next() == {"type": "hello", "version": 1}
            return ear

        yield opened
    everything_rung()


@pytest.fixture
def told() -> Callable[..., list[tuple[str, str]]]:
    """``told()``: to whom, by name or number, which kind of message is waiting; in alphabetical order."""

    def waiting(channel: str = "inbox") -> list[tuple[str, str]]:
        rows = Delivery.objects.filter(channel=channel, state="waiting").select_related("message", "user")
        return sorted(((row.user.name if row.user else row.address), row.message.kind) for row in rows)

    return waiting


@pytest.fixture
def send_all() -> Callable[..., list[tuple[str, str]]]:
    """``send_all(at=…)``: the demo inbox takes what is due; returns whom it reached and the words."""

    def sent(at: datetime = NINE) -> list[tuple[str, str]]:
        before = set(InboxEntry.objects.values_list("pk", flat=True))
        while deliver_due(CHANNELS["inbox"], at=at):
            pass
        return sorted((entry.name, entry.text) for entry in InboxEntry.objects.exclude(pk__in=before))

    return sent
