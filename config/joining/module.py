"""One module as this house writes it: imports at the beginning of a line, exports where they are declared."""

import posixpath
import re
from dataclasses import dataclass

IMPORT = re.compile(r'^import (?:\{ (?P<names>[^{}"]+) \} from )?"(?P<path>\.{1,2}/[^"]+)";$')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>[\w$]+)\b)")
NAME = re.compile(r"^(?P<name>[\w$]+)(?: as (?P<here>[\w$]+))?$")
LATE = re.compile(r'\bimport\("(?P<path>\.{1,2}/[^"]+)"\)')
# Everything else that these words may begin, and what would be another thing in a joined file.
NOT_UNDERSTOOD = re.compile(r"^\s*(?:import\b(?!\()|export\b)|\bimport\.meta\b|\bimport\((?!\"\.)|^var ")
REMARK = re.compile(r"^\s*(?://|$)")


class CannotJoin(Exception):
    """A module that would not be the same in a joined file; says where and what."""


@dataclass(frozen=True)
class Import:
    """``names``: as exported there, to as called here; empty when it is imported for what it does."""

    target: str
    names: dict[str, str]


@dataclass(frozen=True)
class Module:
    """``body``: without imports, remarks and the word ``export``. ``late``: what it imports by ``import("…")``."""

    name: str
    imports: list[Import]
    late: list[str]
    exports: list[str]
    body: list[str]


def read_module(name: str, text: str) -> Module:
    """Raises CannotJoin at a line that is written otherwise."""
    module = Module(name, imports=[], late=[], exports=[], body=[])
    for number, line in enumerate(text.splitlines(), start=1):
        if REMARK.match(line):
            continue
        if found := IMPORT.match(line):
            module.imports.append(Import(beside(name, found["path"]), _names(found["names"] or "")))
            continue
        if found := EXPORT.match(line):
            module.exports.append(found["name"])
            line = line.removeprefix("export ")
        # In a text of several lines, what looks like a remark is none.
        if NOT_UNDERSTOOD.search(line) or line.count("`") % 2:
            raise CannotJoin(f"{name}, line {number}: {line.strip()}")
        module.late.extend(beside(name, each["path"]) for each in LATE.finditer(line))
        module.body.append(line)
    return module


def beside(name: str, path: str) -> str:
    """What ``path`` means in the module ``name``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _names(listed: str) -> dict[str, str]:
    found = [NAME.match(each.strip()) for each in listed.split(",") if each.strip()]
    return {each["name"]: each["here"] or each["name"] for each in found if each}
