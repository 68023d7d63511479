"""The paths, one after the other, and what came of them."""

from importlib import import_module

from config.embedded.environment import prepare_environment
from tests.bench import report

#: Name of a path to the module of ``tests.bench.paths`` that measures it.
PATHS = ["claim", "race", "place", "board", "fanout", "broadening", "told", "due", "grids", "suggest"]


def run(names: list[str], *, rounds: int) -> int:
    """Measure, print, write down; how the process should end."""
    with prepare_environment():
        import django

        django.setup()
        from config.connections import close_connections
        from config.serve.preparation import prepare_site
        from tests.bench.fleet.fleet import Fleet

        prepare_site(say=print)
        figures = []
        try:
            with Fleet() as fleet:
                for name in names:
                    module = import_module(f"tests.bench.paths.{name}")
                    for figure in module.measure(fleet, rounds=rounds):
                        print(figure.line(), flush=True)
                        figures.append(figure)
        finally:
            close_connections()
        chosen = "" if names == PATHS else f" PATHS={','.join(names)}"
        if not chosen:
            report.write(figures, command="make bench")
    missed = [figure for figure in figures if not figure.held]
    print(f"{len(figures) - len(missed)} goals held, {len(missed)} missed.")
    return 1 if missed else 0
