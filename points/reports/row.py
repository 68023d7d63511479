"""What the form says of one agent. Pure Python."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ServicesDone:
    """Counts of services; the two classes together are as many as the four ratings together."""

    class_one: int = 0
    class_two: int = 0
    satisfied: int = 0
    unsatisfied: int = 0
    fair: int = 0
    unrated: int = 0


NONE_DONE = ServicesDone()


@dataclass(frozen=True, kw_only=True, slots=True)
class RewardRow:
    """An agent's line. ``yuan`` is what is paid, never below zero; the carried amounts are never above zero.

    ``earned + carried_in == yuan + carried_on``, all in yuan; what is on hold is in none of them (DESIGN §2.13).
    """

    agent_id: int
    township: str
    village: str
    name: str
    post: str
    services: ServicesDone
    points: Decimal
    earned: Decimal
    carried_in: Decimal
    yuan: Decimal
    carried_on: Decimal
    held_points: Decimal = Decimal(0)
    held_yuan: Decimal = Decimal(0)
