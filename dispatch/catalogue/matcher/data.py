"""Reading the text files that travel with the matcher. Each is read once in a process."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def data_lines(path: Path) -> Iterator[str]:
    """The lines of a data file that say something; ``#`` begins a remark."""
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text and not text.startswith("#"):
            yield text


@cache
def phrases_by_name() -> dict[str, tuple[str, ...]]:
    """Further phrases for items, keyed by the item's name, so that any county's item of that name has them."""
    raw: dict[str, list[str]] = json.loads((HERE / "phrases.json").read_text(encoding="utf-8"))
    return {name: tuple(phrases) for name, phrases in raw.items()}
