"""A file as it was delivered: plain or gzipped, in UTF-8. Pure Python."""

import codecs
import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from agents.loading.problems import FileProblems

SIZE_MAX_BYTES = 100_000_000
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Source:
    """A file's name (for messages) and text."""

    name: str
    text: str


def read_source(path: Path, problems: FileProblems) -> Source | None:
    """None when the file cannot be read; then ``problems`` says why."""
    try:
        raw = _contents(path)
    except (OSError, EOFError, zlib.error) as failure:
        reason = getattr(failure, "strerror", None) or str(failure) or "damaged"
        problems.add(f"cannot be read: {reason}.")
        return None
    if len(raw) > SIZE_MAX_BYTES:
        problems.add(f"is larger than {SIZE_MAX_BYTES // 1_000_000} MB.")
        return None
    text = _decoded(raw, problems)
    if text is not None and not text.strip():
        problems.add("is empty.")
        return None
    return None if text is None else Source(path.name, text)


def _contents(path: Path) -> bytes:
    """One byte more than allowed at most, so that a small file that unpacks to a huge one does no harm."""
    with path.open("rb") as file:
        magic = file.read(len(GZIP_MAGIC))
        file.seek(0)
        if magic != GZIP_MAGIC:
            return file.read(SIZE_MAX_BYTES + 1)
        with gzip.open(file) as unpacked:
            return unpacked.read(SIZE_MAX_BYTES + 1)


def _decoded(raw: bytes, problems: FileProblems) -> str | None:
    """A byte order mark, as Excel writes it, is welcome."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problems.at_line(1, "is written in UTF-16; please save the file as UTF-8.")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        # With a byte order mark the position is counted from behind it; lines are the same.
        line = raw.count(b"\n", 0, failure.start) + 1
        problems.at_line(line, "is not UTF-8 (perhaps GBK); please save the file as UTF-8.")
        return None
