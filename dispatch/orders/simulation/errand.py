"""One order as its players remember it, so that nobody has to ask the database what they did a moment ago."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from agents.models import Agent, Officer, Policy, User
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.models import Order
from dispatch.orders.simulation.players import Citizen
from dispatch.orders.states import LIVE, State


@dataclass
class Errand:
    order_id: UUID
    citizen: Citizen
    filed_by: User | Officer
    # What it is really about, also when the citizen could not say so.
    item: CatalogueItem
    is_vague: bool
    policy: Policy
    placed_at: datetime
    grid_id: int | None
    state: State = State.OPEN
    # Raised by every change of hands or state: a move planned before it is not made any more.
    turn: int = 0
    is_broadened: bool = False
    desk_level: int = 0
    agent: Agent | None = None
    declined: set[int] = field(default_factory=set)
    was_claimed: bool = False
    was_suspended: bool = False
    is_classified: bool = False

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def follow(self, order: Order) -> None:
        """Remember what an action has made of it."""
        self.turn += 1
        self.state = State(order.state)
