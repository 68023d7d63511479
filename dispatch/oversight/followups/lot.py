"""The lot: which services are drawn follows from the order's own id under the house's key.

So the draw can be made again years later with the same result, and nobody who makes an id, or sees one, can tell
whether it will be drawn.
"""

from uuid import UUID

from agents import vault

TICKETS = 10_000


def ticket_of(order_id: UUID) -> int:
    """From 0 to 9,999, each as likely as any other."""
    return int(vault.index("follow_up", str(order_id)), 16) % TICKETS


def is_drawn(order_id: UUID, *, percent: int) -> bool:
    return ticket_of(order_id) < percent * TICKETS // 100
