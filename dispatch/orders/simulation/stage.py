"""What all players share: the clock, chance, the queue of moves, and the tally."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from agents.errors import Refusal
from agents.models import Agent, County
from dispatch.orders.simulation.errand import Errand
from dispatch.orders.simulation.habits import AWAKE, Habits
from dispatch.orders.simulation.players import Players
from dispatch.orders.simulation.queue import EventQueue
from dispatch.orders.simulation.tally import Tally
from dispatch.orders.simulation.times import Hours, around, awake

Deed = Callable[["Stage", Errand], None]


class Stage:
    """``now`` is the simulated instant; ``ends_at`` the first instant after the last day."""

    def __init__(
        self,
        county: County,
        players: Players,
        random: Random,
        habits: Habits,
        *,
        begins_at: datetime,
        ends_at: datetime,
    ) -> None:
        self.county = county
        self.zone = county.zone
        self.players = players
        self.random = random
        self.habits = habits
        self.now = begins_at
        self.ends_at = ends_at
        self.queue = EventQueue()
        self.tally = Tally()
        # How many unfinished orders each agent carries.
        self.carried: Counter[int] = Counter()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def after(self, *, minutes: float = 0, hours: float = 0, spread: float = 0.8) -> datetime:
        """An instant about so much later."""
        return self.now + around(self.random, timedelta(minutes=minutes, hours=hours), spread)

    def when_awake(self, at: datetime, hours: Hours = AWAKE) -> datetime:
        return awake(self.random, at, hours, self.zone)

    def in_time(self, at: datetime) -> datetime:
        """The same instant, or one between now and the end: nobody is left waiting when the stretch ends."""
        if at < self.ends_at:
            return at
        left = (self.ends_at - self.now) // timedelta(milliseconds=1)
        return self.now + timedelta(milliseconds=self.random.randrange(max(1, left)))

    def plan(self, errand: Errand, at: datetime, deed: Deed) -> None:
        """Make the move then, unless something happens to the order first or the stretch is over."""
        turn = errand.turn

        def move() -> None:
            if errand.turn == turn:
                self.attempt(errand, deed)

        self._put(at, move)

    def plan_anyway(self, errand: Errand, at: datetime, deed: Deed) -> None:
        """Make the move then, whatever happens to the order meanwhile."""
        self._put(at, lambda: self.attempt(errand, deed))

    def attempt(self, errand: Errand, deed: Deed) -> None:
        """A refusal is part of life: it is counted, and the order stays as it was."""
        try:
            deed(self, errand)
        except Refusal as refusal:
            self.tally.refusals[refusal.code] += 1

    def has_room(self, agent: Agent, errand: Errand) -> bool:
        """Below the cap, and has not given this order back."""
        return (
            self.carried[agent.pk] < errand.policy.unfinished_orders_max and agent.pk not in errand.declined
        )

    def carrier(self, errand: Errand) -> Agent:
        """Who carries the order now."""
        if errand.agent is None:
            raise ValueError(f"Nobody carries {errand.order_id}.")
        return errand.agent

    def put_down(self, errand: Errand) -> None:
        """Whoever carried the order has a hand free again."""
        if errand.agent:
            self.carried[errand.agent.pk] -= 1

    def count(self, move: str) -> None:
        self.tally.moves[move] += 1

    def _put(self, at: datetime, move: Callable[[], None]) -> None:
        if at < self.ends_at:
            self.queue.put(at, move)
