"""Names of the groups that a socket may be in. Pure Python."""

import hashlib
from uuid import UUID


def county(code: str) -> str:
    """Every agent of the county."""
    return f"county:{code}"


def grid(grid_id: int) -> str:
    """The agents of one grid."""
    return f"grid:{grid_id}"


def agent(agent_id: int) -> str:
    return f"agent:{agent_id}"


def office(code: str) -> str:
    """The officers of the county."""
    return f"office:{code}"


def order(order_id: UUID) -> str:
    """Whoever has the page of this order open and may see it."""
    return f"order:{order_id}"


def user(user_id: UUID) -> str:
    """All sockets of one person."""
    return f"user:{user_id}"


def phone(phone_index: str) -> str:
    """The person with this number, by the look-up value: to leave the applicant out. Never sent to a page."""
    return f"phone:{phone_index}"


def session(session_key: str) -> str:
    """All sockets of one browser. The key itself opens the door, so only its hash travels."""
    return f"session:{hashlib.sha256(session_key.encode()).hexdigest()[:32]}"
