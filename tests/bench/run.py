"""The paths, one after the other, and what came of them."""

import time
from importlib import import_module

from config.embedded.environment import prepare_environment
from tests.bench import report
from tests.bench.figures import Figure

#: Name of a path to the module of ``tests.bench.paths`` that measures it.
PATHS = [
    "claim",
    "race",
    "place",
    "board",
    "fanout",
    "broadening",
    "told",
    "due",
    "grids",
    "suggest",
    "report",
    "first_page",
]

#: What a change is guarded by: in this process, in seconds, without peers that had to be installed.
SHORT = ["board", "grids"]
#: There the machine has just run every test, and is anybody's: a change is stopped by what got worse by half.
SHORT_SLACK = 1.5


def run(names: list[str], *, rounds: int, short: bool = False) -> int:
    """Measure, print, write down; how the process should end.

    ``short`` judges ratios only, within ``SHORT_SLACK`` of their goals, and writes nothing down.
    """
    with prepare_environment():
        import django

        django.setup()
        from config.connections import close_connections
        from config.serve.preparation import prepare_site
        from tests.bench.fleet.fleet import Fleet

        prepare_site(say=print)
        figures: list[Figure] = []
        broken = 0
        try:
            with Fleet() as fleet:
                for name in names:
                    begun = time.monotonic()
                    module = import_module(f"tests.bench.paths.{name}")
                    measure = getattr(module, "measure_shortly", module.measure) if short else module.measure
                    try:
                        for figure in measure(fleet, rounds=rounds):
                            print(figure.line(), flush=True)
                            figures.append(figure)
                    except SystemExit as error:
                        # The others are measured all the same.
                        broken += 1
                        print(f"{name} came to no end: {error}", flush=True)
                    print(f"    {name}: {time.monotonic() - begun:.0f} s", flush=True)
        finally:
            close_connections()
        chosen = "" if names == PATHS else f" PATHS={','.join(names)}"
        if not chosen and not short:
            report.write(figures, command="make bench")
    missed = [figure for figure in figures if not figure.held]
    print(f"{len(figures) - len(missed)} goals held, {len(missed)} missed; {broken} paths came to no end.")
    if short:
        return 0 if not broken and all(figure.guards(slack=SHORT_SLACK) for figure in figures) else 1
    return 1 if missed or broken else 0
