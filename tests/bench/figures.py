"""One figure: ours against a peer's over interleaved rounds, and whether the goal was held. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Goal:
    """A bound on the ratio ours / peer; or, with ``of`` given, on our own value in its unit."""

    at_most: float | None = None
    at_least: float | None = None

    def holds(self, value: float, *, slack: float = 1.0) -> bool:
        """``slack`` widens the bound by that factor."""
        return (self.at_most is None or value <= self.at_most * slack) and (
            self.at_least is None or value >= self.at_least / slack
        )

    def __str__(self) -> str:
        parts = []
        if self.at_least is not None:
            parts.append(f"≥ {self.at_least:g}")
        if self.at_most is not None:
            parts.append(f"≤ {self.at_most:g}")
        return " and ".join(parts)


@dataclass(frozen=True)
class Figure:
    """``spread`` is (largest - smallest) / median of the rounds' ratios: how noisy the machine was."""

    path: str
    against: str
    ours: float
    peer: float | None
    unit: str
    ratio: float | None
    goal: str
    held: bool
    rounds: int
    spread: float
    limit: Goal | None = None

    def guards(self, *, slack: float) -> bool:
        """Whether the ratio has at least not left its goal by more than this factor. True without a ratio."""
        return self.ratio is None or self.limit is None or self.limit.holds(self.ratio, slack=slack)

    def line(self) -> str:
        peer = "" if self.peer is None else f" against {self.peer:.4g} ({self.against})"
        ratio = "" if self.ratio is None else f", ratio {self.ratio:.2f}"
        word = "held" if self.held else "MISSED"
        return f"{self.path}: {self.ours:.4g} {self.unit}{peer}{ratio}, goal {self.goal}: {word}"


def compare(
    path: str, pairs: Sequence[tuple[float, float]], *, unit: str, against: str, goal: Goal
) -> Figure:
    """``pairs`` are (ours, peer) of each round. The ratio is the median of the rounds' ratios."""
    ratios = [ours / peer for ours, peer in pairs]
    ratio = median(ratios)
    return Figure(
        path=path,
        against=against,
        ours=median(ours for ours, _ in pairs),
        peer=median(peer for _, peer in pairs),
        unit=unit,
        ratio=ratio,
        goal=f"ratio {goal}",
        held=goal.holds(ratio),
        rounds=len(pairs),
        spread=_spread(ratios),
        limit=goal,
    )


def bound(path: str, values: Sequence[float], *, unit: str, goal: Goal, against: str = "") -> Figure:
    """A figure that has a limit of its own instead of a peer."""
    ours = median(values)
    return Figure(
        path,
        against,
        ours,
        None,
        unit,
        None,
        f"{goal} {unit}",
        goal.holds(ours),
        len(values),
        _spread(values),
    )


def above(path: str, pairs: Sequence[tuple[float, float]], *, unit: str, against: str, goal: Goal) -> Figure:
    """How far ours lies above the peer's, in ``unit``: the median of the rounds' differences is held to the goal."""
    apart = [ours - peer for ours, peer in pairs]
    middle = median(apart)
    ours, peer = median(ours for ours, _ in pairs), median(peer for _, peer in pairs)
    return Figure(
        path=path,
        against=against,
        ours=ours,
        peer=peer,
        unit=unit,
        ratio=ours / peer,
        goal=f"{goal} {unit} above it",
        held=goal.holds(middle),
        rounds=len(pairs),
        spread=_spread(apart),
    )


def _spread(values: Sequence[float]) -> float:
    middle = median(values)
    return (max(values) - min(values)) / middle if middle else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of the values lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
