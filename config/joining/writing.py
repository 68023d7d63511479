"""The text of one file: its modules one after the other, each in a block of its own, so that no two share a name.

What a module exports is a property of an object that bears the module's name; importing is taking it out of there.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from config.joining.module import LATE, Import, Module, beside
from config.joining.plan import Plan


def write_file(file: str, modules: Mapping[str, Module], plan: Plan) -> str:
    held = plan.files[file]
    if len(held) == 1 and not modules[held[0]].imports and not modules[held[0]].exports:
        return _plain(modules[held[0]])
    lines = [*_from_other_files(file, modules, plan)]
    for name in held:
        lines += _block(modules[name], file)
    lines += _for_other_files(file, modules, plan)
    return "\n".join(lines) + "\n"


def _plain(module: Module) -> str:
    """Also of scripts that are no modules."""
    return "\n".join(module.body) + "\n"


def _from_other_files(file: str, modules: Mapping[str, Module], plan: Plan) -> Iterator[str]:
    taken: dict[str, dict[str, None]] = {}
    for each in (each for name in plan.files[file] for each in modules[name].imports):
        if (other := plan.file_of[each.target]) != file:
            names = taken.setdefault(other, {})
            if each.names:
                names[_object(each.target)] = None
    for other, names in taken.items():
        path = _path(other, file)
        yield f'import {{ {", ".join(names)} }} from "{path}";' if names else f'import "{path}";'


def _block(module: Module, file: str) -> Iterator[str]:
    if module.exports:
        yield f"const {_object(module.name)} = {{}};"
    yield "{"
    yield from (_taking(each) for each in module.imports if each.names)
    for line in module.body:
        yield LATE.sub(lambda found: f'import("{_path(beside(module.name, found["path"]), file)}")', line)
    if module.exports:
        yield f"Object.assign({_object(module.name)}, {{ {', '.join(module.exports)} }});"
    yield "}"


def _taking(each: Import) -> str:
    names = ", ".join(name if name == here else f"{name}: {here}" for name, here in each.names.items())
    return f"const {{ {names} }} = {_object(each.target)};"


def _for_other_files(file: str, modules: Mapping[str, Module], plan: Plan) -> Iterator[str]:
    """The objects that other files take; an entry's exports by their own names, too, for who is no module here."""
    wanted = {
        each.target
        for other, names in plan.files.items()
        if other != file
        for name in names
        for each in modules[name].imports
        if each.names and plan.file_of[each.target] == file
    }
    if wanted:
        yield f"export {{ {', '.join(_object(name) for name in plan.files[file] if name in wanted)} }};"
    if file in plan.entries and modules[file].exports:
        yield f"export const {{ {', '.join(modules[file].exports)} }} = {_object(file)};"


def _object(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _path(other: str, file: str) -> str:
    path = posixpath.relpath(other, posixpath.dirname(file))
    return path if path.startswith("..") else f"./{path}"
