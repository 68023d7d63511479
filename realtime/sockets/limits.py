"""What a client may send: nearly nothing, for a socket only listens. Pure Python."""

import json

FRAME_CHARACTERS_MAX = 64 * 1024
FRAMES_PER_WINDOW_MAX = 30
WINDOW_SECONDS = 10.0

NOT_TEXT = 1003
NOT_JSON = 1007
NOT_ALLOWED = 1008
TOO_LARGE = 1009


class UnwelcomeFrame(Exception):
    """The socket is closed with this code."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Flood:
    """Counts frames in windows of ten seconds."""

    __slots__ = ("_count", "_since")

    def __init__(self) -> None:
        self._since = float("-inf")
        self._count = 0

    def count(self, *, at_seconds: float) -> None:
        """``at_seconds`` by a monotonic clock. Raises UnwelcomeFrame."""
        if at_seconds - self._since >= WINDOW_SECONDS:
            self._since, self._count = at_seconds, 0
        self._count += 1
        if self._count > FRAMES_PER_WINDOW_MAX:
            raise UnwelcomeFrame(NOT_ALLOWED)


def type_of(text: str | None) -> str:
    """The frame's type. Raises UnwelcomeFrame for what is no JSON object with a known type."""
    if text is None:
        raise UnwelcomeFrame(NOT_TEXT)
    if len(text) > FRAME_CHARACTERS_MAX:
        raise UnwelcomeFrame(TOO_LARGE)
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        raise UnwelcomeFrame(NOT_JSON) from None
    if not isinstance(frame, dict) or frame.get("type") != "ping":
        raise UnwelcomeFrame(NOT_ALLOWED)
    return "ping"
