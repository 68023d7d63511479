"""A part's faults, one after the other, on a site of its own."""

from importlib import import_module

from config.embedded.environment import prepare_environment


def run(part: str, *, only: str, orders: int, rounds: int) -> int:
    with prepare_environment():
        import django

        django.setup()
        from config.connections import close_connections
        from config.serve.preparation import prepare_site

        prepare_site(say=print)
        passed = failed = 0
        try:
            for verdict in import_module(f"tests.chaos.{part}").faults(
                only=only, orders=orders, rounds=rounds
            ):
                print(verdict, flush=True)
                passed, failed = passed + verdict.holds, failed + (not verdict.holds)
        finally:
            close_connections()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
