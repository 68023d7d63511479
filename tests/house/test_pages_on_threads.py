"""A client that vanishes in the middle of a download takes no thread with it."""

import asyncio
import gc
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from config.pages import PIECES_WAITING_MAX, ClientLeft, PagesOnThreads
from tests.realtime.servers import free_port, wait_until, wait_until_listening

PIECE = b"1," * 4000
PIECES = 5000
PATIENCE_SECONDS = 5

#: What a real daphne serves on one thread: a CSV without an end, for daphne buffers whatever it is given.
SITE = """
from itertools import repeat
from config.pages import PagesOnThreads
def pages(environ, start_response):
    is_long = environ["PATH_INFO"] == "/long.csv"
    start_response("200 OK", [("Content-Type", "text/csv")])
    return repeat(b"1," * 4000) if is_long else [b"short"]
application = PagesOnThreads(pages, threads=1)
"""
SCOPE = {
    "type": "http", "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": [],
}  # fmt: skip


class Download:
    """A WSGI application that streams, and tells when its thread is done with it."""

    def __init__(self) -> None:
        self.pieces = 0
        self.over = threading.Event()

    def __call__(self, environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "text/csv")])
        try:
            for _ in range(PIECES):
                self.pieces += 1
                yield PIECE
        finally:
            self.over.set()


async def _nothing_more() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def test_a_cancelled_download_gives_its_thread_back():
    download = Download()
    door = PagesOnThreads(download, threads=1)
    taken = asyncio.Event()

    async def slow_client(message: Any) -> None:
        if message["type"] == "http.response.body":
            taken.set()
            await asyncio.Event().wait()

    answering = asyncio.ensure_future(door(SCOPE, _nothing_more, slow_client))
    await asyncio.wait_for(taken.wait(), PATIENCE_SECONDS)
    # One is with the client, as many wait as may, and with the next the thread waits for room.
    await asyncio.to_thread(wait_until, lambda: download.pieces == PIECES_WAITING_MAX + 2, "the thread waits")
    answering.cancel()
    assert await asyncio.to_thread(download.over.wait, PATIENCE_SECONDS)
    assert download.pieces == PIECES_WAITING_MAX + 2


async def test_a_door_that_refuses_a_piece_gives_the_thread_back_too():
    download = Download()

    async def broken_pipe(message: Any) -> None:
        if message["type"] == "http.response.body":
            raise OSError("broken pipe")

    with pytest.raises(ClientLeft) as told:
        await PagesOnThreads(download, threads=1)(SCOPE, _nothing_more, broken_pipe)
    assert await asyncio.to_thread(download.over.wait, PATIENCE_SECONDS)
    # It is said once, with its cause: a task that nobody asked would be logged with the next collection.
    assert str(told.value.__cause__) == "broken pipe"
    gc.collect()


async def test_what_is_taken_comes_whole_and_in_order():
    said = []

    async def client(message: Any) -> None:
        said.append(message)

    def page(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(number).encode() for number in range(50)]

    await PagesOnThreads(page, threads=1)(SCOPE, _nothing_more, client)
    assert said[0]["status"] == 200
    assert b"".join(each["body"] for each in said[1:]) == b"".join(str(n).encode() for n in range(50))


async def test_the_end_waits_for_a_thread_whose_client_has_left():
    """The loop runs on for it: the last piece is handed over there, whoever takes it."""
    download, left = Download(), asyncio.Event()
    door = PagesOnThreads(download, threads=1)

    async def client(message: Any) -> None:
        if message["type"] == "http.response.body":
            left.set()
            await asyncio.Event().wait()

    answering = asyncio.ensure_future(door(SCOPE, _nothing_more, client))
    await asyncio.wait_for(left.wait(), PATIENCE_SECONDS)
    answering.cancel()
    await asyncio.wait_for(door.finish(), PATIENCE_SECONDS)
    assert download.over.is_set()


@pytest.fixture
def served(tmp_path) -> Iterator[int]:
    (tmp_path / "downloads.py").write_text(SITE)
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen([*command, "downloads:application"], env=_environment(tmp_path))
    try:
        wait_until_listening(port)
        yield port
    finally:
        server.kill()
        server.wait()


def _environment(site: Any) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{site}:{os.getcwd()}"}


def test_daphne_answers_after_a_client_cut_a_download(served):
    with socket.create_connection(("127.0.0.1", served)) as client:
        client.sendall(b"GET /long.csv HTTP/1.1\r\nHost: here\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")

    def answers() -> bool:
        with socket.create_connection(("127.0.0.1", served), timeout=1) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            try:
                return client.recv(1000).startswith(b"HTTP/1.1 200")
            except TimeoutError:
                return False

    wait_until(answers, "the only thread serves again", seconds=30)
