"""JSON documents that remember on which line each element of their main list begins. Pure Python."""

import json
import re
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from agents.loading.files import Source
from agents.loading.problems import FileProblems

WHITESPACE = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True)
class Document:
    """A JSON file: its name, its value, its text."""

    name: str
    value: Any
    text: str

    def elements(self, key: str) -> list[tuple[int, Any]]:
        """The elements of the top-level list ``key``, each with the line (from 1) on which it begins."""
        lines = _lines(self.text, _starts(self.text, key))
        return list(zip(lines, self.value[key], strict=True))


def looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}


def parse_json(source: Source, problems: FileProblems) -> Document | None:
    """None when it is not JSON; then ``problems`` says line and column."""
    try:
        value = json.loads(source.text, parse_constant=_refuse_constant)
    except JSONDecodeError as failure:
        what = f"is not valid JSON: {failure.msg}."
        problems.add(what, where=f"line {failure.lineno}, column {failure.colno}")
    except (ValueError, RecursionError) as failure:
        problems.add(f"is not valid JSON: {str(failure)[:100]}.")
    else:
        return Document(source.name, value, source.text)
    return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _starts(text: str, key: str) -> list[int]:
    """Offsets of the elements of the list ``key`` of the object that ``text`` is. The text is known to be valid."""
    decoder = JSONDecoder()
    at = _skip(text, text.index("{") + 1)
    starts: list[int] = []
    while text[at] != "}":
        name, at = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if name == key and text[at] == "[":
            # A key given twice counts as the last, as the JSON reader has it.
            starts, at = _element_starts(decoder, text, at + 1)
        else:
            _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return starts


def _element_starts(decoder: JSONDecoder, text: str, at: int) -> tuple[list[int], int]:
    """Offsets of the elements from ``at`` on, and the offset behind the list's end."""
    starts = []
    at = _skip(text, at)
    while text[at] != "]":
        starts.append(at)
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return starts, at + 1


def _skip(text: str, at: int) -> int:
    white = WHITESPACE.match(text, at)
    return white.end() if white else at


def _lines(text: str, offsets: list[int]) -> list[int]:
    lines, line, last = [], 1, 0
    for offset in offsets:
        line += text.count("\n", last, offset)
        last = offset
        lines.append(line)
    return lines
