"""What other processes have written is read as strictly as this one's lines (S23): a fleet's, nginx's, Redis'."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.quiet_logs import SECRETS

SHOWN_MAX = 5
TRACEBACK = "Traceback (most recent call last)"
# Tokens and keys are longer than any word that somebody writes; a digest of a file's name is hexadecimal.
LONG_WORD = re.compile(r"(?<![\w./-])(?=\S*[g-zG-Z])[A-Za-z0-9_-]{40,}(?![\w/-])")
PATTERNS = {what: pattern for what, pattern in SECRETS.items() if what != "a second line"} | {
    "a long random word": LONG_WORD
}


@dataclass
class Reading:
    """``tracebacks`` by the name of the file, where there are any; ``ends``: how the first of each file ends."""

    files: int = 0
    lines: int = 0
    found: list[str] = field(default_factory=list)
    tracebacks: dict[str, int] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        said = f"{self.lines} lines of {self.files} files, {len(self.found)} with a number, code or token"
        return said + "".join(f"; {each}" for each in self.found[:SHOWN_MAX])


def read_logs(files: Iterable[Path], *, known: Iterable[str] = ()) -> Reading:
    """``known``: tokens, codes and cookies that were given out and must stand in no line."""
    reading, known = Reading(), tuple(known)
    for path in files:
        reading.files += 1
        for line in path.read_text(errors="replace").splitlines():
            reading.lines += 1
            if TRACEBACK in line:
                reading.tracebacks[path.name] = reading.tracebacks.get(path.name, 0) + 1
                reading.ends.setdefault(path.name, line[-300:])
            reading.found += (f"{path.name}: {what}: {line[:300]!r}" for what in secrets_in(line, known))
    return reading


def secrets_in(line: str, known: Iterable[str] = ()) -> Iterator[str]:
    """What the line says and should not."""
    yield from (what for what, pattern in PATTERNS.items() if pattern.search(line))
    if any(secret in line for secret in known):
        yield "what was given out as a secret"
