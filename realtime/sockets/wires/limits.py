"""What every wire keeps to."""

from collections.abc import Awaitable, Callable
from typing import Any

#: An ASGI server's.
Send = Callable[[dict[str, Any]], Awaitable[None]]

FRAME_BYTES_MAX = 64 * 1024
# A client that has not read so much is cut off; it refetches when it comes back (F23).
UNSENT_BYTES_MAX = 256 * 1024
