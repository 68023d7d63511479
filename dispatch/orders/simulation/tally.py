"""What was played. Pure Python."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts of moves by name, and of refusals by their code."""

    moves: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    within_ten_minutes: int = 0
    citizens: int = 0

    @property
    def first_claims(self) -> int:
        return self.moves["first claims"]
