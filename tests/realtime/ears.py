"""What a page hears: a real ``websockets`` client with the session of a person."""

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from agents.models import User
from realtime.hub import bell, hub

SECONDS_MAX = 5.0


def cookie_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Ear:
    """One open page."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def next(self) -> dict[str, Any]:
        return json.loads(self.connection.recv(timeout=SECONDS_MAX))

    def heard(self) -> list[dict[str, Any]]:
        """Everything up to now: what was sent to this socket before its ping was answered."""
        everything_rung()
        self.connection.send(json.dumps({"type": "ping"}))
        frames = []
        while (frame := self.next())["type"] != "pong":
            frames.append(frame)
        return frames

    def types(self) -> list[str]:
        return [frame["type"] for frame in self.heard()]

    def close_code(self) -> int:
        """Waits for the server to hang up."""
        with pytest.raises(ConnectionClosed) as hung_up:  # noqa: PT012 (it closes some frames later)
            while True:
                self.connection.recv(timeout=SECONDS_MAX)
        assert hung_up.value.rcvd
        return hung_up.value.rcvd.code

    def is_open(self) -> bool:
        return not self.connection.close_code


def listen(
    port: int,
    user: User | None = None,
    *,
    order: UUID | str | None = None,
    language: str = "zh-CN",
    origin: str | None = "http://127.0.0.1",
    path: str = "/ws/",
    cookie: str = "",
    **options: Any,
) -> Ear:
    """A page of this user that has connected; hello is not yet read."""
    headers = {"Accept-Language": language}
    if user or cookie:
        headers["Cookie"] = cookie or cookie_of(user)
    url = f"ws://127.0.0.1:{port}{path}" + (f"?order={order}" if order else "")
    # Entered by hand: whoever opens an ear closes its connection.
    client = connect(
        url, origin=origin, additional_headers=headers, open_timeout=SECONDS_MAX, close_timeout=0.2, **options
    )
    return Ear(client.__enter__())


def everything_rung() -> None:
    """Returns when all frames of this process were handed to their sockets."""
    bell.flush()
    if hub._loop:
        asyncio.run_coroutine_threadsafe(hub.idle(), hub._loop).result(SECONDS_MAX)
