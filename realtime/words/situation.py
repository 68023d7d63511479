"""Everything that is known at the moment a delivery is about to be sent."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agents.models import Agent, User
from dispatch.orders.models import Order
from realtime.models import Message


@dataclass(frozen=True)
class Situation:
    """``orders`` are the message's order, or those of a digest, as they are now."""

    message: Message
    orders: list[Order]
    user: User | None
    at: datetime
    secret: str = field(default="", repr=False)
    # The four digits by which the receiver may answer this message; empty when it cannot be answered.
    reply_code: str = ""

    @property
    def order(self) -> Order:
        return self.orders[0]

    @property
    def agent(self) -> Agent | None:
        """The receiver as an agent."""
        return self.user.as_agent if self.user else None

    @property
    def facts(self) -> dict[str, Any]:
        return self.message.facts  # type: ignore[no-any-return]
