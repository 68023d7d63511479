"""Ask everything, then refuse once: a form hears of all its faults together."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from agents.errors import InvalidInput, Refusal

P = ParamSpec("P")
T = TypeVar("T")


class Checklist:
    """Collects the refusals of single checks by field."""

    def __init__(self) -> None:
        self.problems: dict[str, list[Refusal]] = {}

    def ask(self, fallback: T, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``check`` returns, or ``fallback`` when it refuses."""
        try:
            return check(*args, **kwargs)
        except Refusal as refusal:
            self.problems.setdefault(refusal.field, []).append(refusal)
            return fallback

    def require_none(self) -> None:
        """Raises InvalidInput with everything that was refused."""
        if self.problems:
            raise InvalidInput(self.problems)
