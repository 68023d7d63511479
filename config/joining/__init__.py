"""Small modules become few files: what a page's script imports lies in the same file, as a bundler would put it.

Pure: names and texts in, names and texts out. Each module stays one, runs once, and runs after what it imports; what
two scripts share lies in one file that both import. What cannot be joined exactly is refused, never guessed at.
"""

from collections.abc import Collection, Mapping

from config.joining.module import CannotJoin, read_module
from config.joining.plan import plan_files
from config.joining.writing import write_file

__all__ = ["CannotJoin", "join_modules"]


def join_modules(texts: Mapping[str, str], *, scripts: Collection[str]) -> dict[str, str]:
    """The files to serve, by name; a name is a path below the static files' root.

    ``texts``: all modules by name. ``scripts``: those that pages name. Further files begin with what no module imports
    and with what is imported late, by ``import("…")``. Raises CannotJoin.
    """
    modules = {name: read_module(name, text) for name, text in texts.items()}
    plan = plan_files(modules, scripts)
    return {file: write_file(file, modules, plan) for file in plan.files}
