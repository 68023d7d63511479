"""A lost or disabled sign-in closes its sockets, in whichever process they are."""

from uuid import UUID

from realtime.hub import groups
from realtime.hub.bell import bell
from realtime.hub.hub import NOT_SIGNED_IN
from realtime.hub.post import HangUp, Post


def close_user(user_id: UUID, *, code: int = NOT_SIGNED_IN) -> None:
    """Every socket of this person."""
    _close(groups.user(user_id), code)


def close_session(session_key: str, *, code: int = NOT_SIGNED_IN) -> None:
    """The sockets of one browser; the person's other devices stay connected."""
    _close(groups.session(session_key), code)


def _close(group: str, code: int) -> None:
    bell.ring(Post(hang_ups=(HangUp((group,), code),)))
