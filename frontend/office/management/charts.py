"""Small charts as drawings in the page itself: no scripts, no styles of their own, readable in print. Pure Python.

Coordinates are units of the drawing's box, 360 by 170; colours and dashes come from the style sheet by class.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 360, 170
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 10, 24
TICKS = 4
LABELS_MAX = 7


@dataclass(frozen=True)
class Series:
    """A line or a row of bars; None where there is nothing to show. ``look`` is a class of the style sheet."""

    name: str
    look: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True)
class Drawn:
    name: str
    look: str
    # Each unbroken stretch as the points of a polyline.
    stretches: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    title: str
    drawn: list[Drawn]
    ticks: list[Mark]
    labels: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def bars(
    title: str, labels: Sequence[str], series: Series, *, words: Callable[[float], str], top: float = 0
) -> Chart:
    scale = _Scale(len(labels), [series], top)
    width = scale.step * 0.7
    made = [
        Bar(
            round(scale.x(at) - width / 2, 1),
            scale.y(value),
            round(width, 1),
            round(HEIGHT - BOTTOM - scale.y(value), 1),
            f"{labels[at]}: {words(value)}",
        )
        for at, value in enumerate(series.values)
        if value is not None
    ]
    return Chart(
        title, [Drawn(series.name, series.look, bars=made)], scale.ticks(words), scale.labels(labels)
    )


def lines(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    words: Callable[[float], str],
    top: float = 0,
) -> Chart:
    """``top``: the axis ends there, 100 for shares; 0 lets the values decide."""
    scale = _Scale(len(labels), series, top)
    drawn = []
    for each in series:
        marks = [
            None
            if value is None
            else Mark(scale.x(at), scale.y(value), f"{each.name}, {labels[at]}: {words(value)}")
            for at, value in enumerate(each.values)
        ]
        drawn.append(
            Drawn(each.name, each.look, _stretches(marks), [mark for mark in marks if mark is not None])
        )
    return Chart(title, drawn, scale.ticks(words), scale.labels(labels))


def nice_top(largest: float) -> float:
    """The next of 4, 8, 10, 20, 40 … that holds the largest value, so that four ticks are whole numbers."""
    size = 1.0
    while True:
        for step in (4, 8, 10, 20):
            if largest <= step * size:
                return step * size
        size *= 10


class _Scale:
    def __init__(self, count: int, series: Sequence[Series], top: float) -> None:
        values = [value for each in series for value in each.values if value is not None]
        self.top = top or nice_top(max(values, default=1) or 1)
        self.count = max(count, 1)
        self.step = (WIDTH - LEFT - RIGHT) / self.count

    def x(self, at: int) -> float:
        return round(LEFT + self.step * (at + 0.5), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * min(value, self.top) / self.top, 1)

    def ticks(self, words: Callable[[float], str]) -> list[Mark]:
        return [
            Mark(LEFT - 4, self.y(self.top * tick / TICKS), words(self.top * tick / TICKS))
            for tick in range(TICKS + 1)
        ]

    def labels(self, labels: Sequence[str]) -> list[Mark]:
        """At most so many that they do not run into each other."""
        every = -(-len(labels) // LABELS_MAX)
        return [
            Mark(self.x(at), HEIGHT - 7, label) for at, label in enumerate(labels) if at % max(every, 1) == 0
        ]


def _stretches(marks: Sequence[Mark | None]) -> list[str]:
    found: list[list[Mark]] = [[]]
    for mark in marks:
        if mark is None:
            found.append([])
        else:
            found[-1].append(mark)
    return [" ".join(f"{mark.x},{mark.y}" for mark in each) for each in found if len(each) > 1]
