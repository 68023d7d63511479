"""Which module lies in which file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from config.joining.module import CannotJoin, Module

#: So many scripts that share a module make it common.
COMMON_FROM = 3


@dataclass(frozen=True)
class Plan:
    """``files``: the modules of each, in the order in which they run. ``file_of``: the other way round."""

    files: dict[str, list[str]]
    file_of: dict[str, str]
    entries: frozenset[str]


def plan_files(modules: Mapping[str, Module], scripts: Collection[str]) -> Plan:
    """Raises CannotJoin where a module is missing, or where files would wait for each other."""
    order = _in_order(modules)
    late = {target for module in modules.values() for target in module.late}
    imported = {each.target for module in modules.values() for each in module.imports}
    entries = frozenset({*scripts, *late, *(set(modules) - imported)} & set(modules))
    reached = {entry: _reached(entry, modules) for entry in entries}
    together: dict[frozenset[str], list[str]] = defaultdict(list)
    for name in order:
        together[_needed_by(name, reached)].append(name)
    _join_the_common(together, reached)
    files = {_file_name(entries, needing, names): names for needing, names in together.items()}
    plan = Plan(files, {name: file for file, names in files.items() for name in names}, entries)
    _refuse_rings(plan, modules)
    return plan


def _in_order(modules: Mapping[str, Module]) -> list[str]:
    """Each module after those it imports, as browsers run them."""
    order: dict[str, None] = {}

    def visit(name: str, within: tuple[str, ...]) -> None:
        if name in within:
            raise CannotJoin(f"{name} imports itself, by way of {' and '.join(within)}")
        if name not in modules:
            raise CannotJoin(f"{within[-1]} imports {name}, which is not there")
        if name not in order:
            for each in modules[name].imports:
                visit(each.target, (*within, name))
            order[name] = None

    for name in modules:
        visit(name, ())
    return list(order)


def _reached(entry: str, modules: Mapping[str, Module]) -> set[str]:
    found, left = {entry}, [entry]
    while left:
        new = {each.target for each in modules[left.pop()].imports} - found
        found |= new
        left += new
    return found


def _needed_by(name: str, reached: Mapping[str, set[str]]) -> frozenset[str]:
    """The entries that need a module; one that brings another such entry along needs no saying."""
    needing = {entry for entry, names in reached.items() if name in names}
    return frozenset(
        entry for entry in needing if not any(each in reached[entry] for each in needing - {entry})
    )


def _join_the_common(together: dict[frozenset[str], list[str]], reached: Mapping[str, set[str]]) -> None:
    """What many scripts share is small and comes together on most pages: one file instead of one for each mixture."""
    common = [
        needing
        for needing, names in together.items()
        if len(needing) > 1 and sum(names[0] in found for found in reached.values()) >= COMMON_FROM
    ]
    if common:
        names = [name for needing in common for name in together.pop(needing)]
        together[frozenset().union(*common)] += names


def _file_name(entries: Collection[str], needing: frozenset[str], names: Iterable[str]) -> str:
    """An entry's file bears its name; what several entries share, that of its first module."""
    return next(iter(needing)) if len(needing) == 1 else min(names)


def _refuse_rings(plan: Plan, modules: Mapping[str, Module]) -> None:
    """A file's name says what is in it, the names of others included: no two can name each other, early or late."""
    wants = {
        file: {
            plan.file_of[target]
            for name in names
            for target in [*(each.target for each in modules[name].imports), *modules[name].late]
        }
        - {file}
        for file, names in plan.files.items()
    }
    try:
        TopologicalSorter(wants).prepare()
    except CycleError as problem:
        raise CannotJoin(f"These files name each other: {', '.join(problem.args[1])}") from None
