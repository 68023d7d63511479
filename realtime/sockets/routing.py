"""The sockets' only path. Anything else, and any page of another origin, is refused in the handshake."""

from typing import Any

from realtime.sockets.origin import is_own_page
from realtime.sockets.page import page_socket

PATH = "/ws/"


async def sockets(scope: Any, receive: Any, send: Any) -> None:
    """An ASGI application for scopes of type ``websocket``."""
    if scope["path"] == PATH and is_own_page(scope):
        await page_socket(scope, receive, send)
    else:
        # Closing before accepting is a 403 to the handshake.
        await receive()
        await send({"type": "websocket.close"})
