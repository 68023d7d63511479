"""How well the matcher does: ``python -m dispatch.catalogue.matcher.evaluate FILE.jsonl [--catalogue FILE.json]``.

Each line of FILE.jsonl is ``{"id", "text", "codes", "kind"}``; no codes means that no item fits. A request counts as
found among the first three when any of its codes is there; a request of kind ``several`` only when all are.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispatch.catalogue.matcher.matcher import Matcher
from dispatch.catalogue.matcher.types import MatchItem

PILOT_CATALOGUE = Path(__file__).parent.parent / "fixtures" / "lanshan_catalogue.json"


@dataclass(frozen=True, slots=True)
class Case:
    """One request of an evaluation set; ``codes`` are the acceptable items, empty when none fits."""

    id: str
    text: str
    codes: tuple[str, ...]
    kind: str


@dataclass(slots=True)
class Figures:
    """Counts over one set; the shares are between 0 and 1."""

    fitting: int = 0
    first: int = 0
    first_three: int = 0
    idle: int = 0
    idle_refused: int = 0
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def top1(self) -> float:
        return self.first / max(self.fitting, 1)

    @property
    def top3(self) -> float:
        return self.first_three / max(self.fitting, 1)

    @property
    def refused(self) -> float:
        return self.idle_refused / max(self.idle, 1)


def read_items(path: Path) -> list[MatchItem]:
    """The items of a catalogue file in the pilot's format."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["items"]
    return [
        MatchItem(
            code=row["code"],
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            category=row.get("category", ""),
            bureau=row.get("bureau", ""),
            materials=tuple(row.get("materials", ())),
        )
        for row in rows
    ]


def read_cases(path: Path) -> list[Case]:
    """The requests of an evaluation file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Case(row["id"], row["text"], tuple(row["codes"]), row["kind"]) for row in rows]


def evaluate(matcher: Matcher, cases: Iterable[Case]) -> Figures:
    """Ask the matcher every request and count."""
    figures = Figures()
    for case in cases:
        found = [suggestion.code for suggestion in matcher.suggest(case.text, limit=5)]
        if not case.codes:
            figures.idle += 1
            figures.idle_refused += not found
            continue
        hits = [code in found[:3] for code in case.codes]
        first = found[:1] != [] and found[0] in case.codes
        among_three = all(hits) if case.kind == "several" else any(hits)
        figures.fitting += 1
        figures.first += first
        figures.first_three += among_three
        figures.by_kind.setdefault(case.kind, Counter()).update(
            fitting=1, first=int(first), first_three=int(among_three)
        )
    return figures


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of each file given."""
    parser = argparse.ArgumentParser(description="Measure the matcher on sets of requests.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--catalogue", type=Path, default=PILOT_CATALOGUE, metavar="FILE.json")
    options = parser.parse_args(argv)
    matcher = Matcher(read_items(options.catalogue))
    for path in options.files:
        figures = evaluate(matcher, read_cases(path))
        sys.stdout.write(
            f"{path.name}: {figures.fitting} that fit, top-1 {figures.top1:.1%}, top-3 {figures.top3:.1%}; "
            f"{figures.idle} that fit nothing, refused {figures.refused:.1%}\n"
        )
        for kind, counts in sorted(figures.by_kind.items()):
            size = counts["fitting"]
            sys.stdout.write(
                f"  {kind:8} {size:4}  top-1 {counts['first'] / size:.1%}  top-3 {counts['first_three'] / size:.1%}\n"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
