"""The whole site, from an empty directory to its last process gone."""

import sys
from contextlib import ExitStack

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import SystemCheckError
from django.db.utils import OperationalError

from config.embedded.environment import prepare_environment
from config.embedded.errors import EmbeddedError
from config.env import EnvError
from config.serve import parent
from config.serve.address import Address, AddressError, address_from_environment
from config.serve.database import DatabaseWatch
from config.serve.defaults import set_defaults
from config.serve.stopping import Stopping

WORKERS_SECONDS = 10.0


def run(stopping: Stopping, *, end_with_parent: bool) -> int:
    """Run the site until it is told to stop; the exit code. Raises StopRequested when that was while it started."""
    if end_with_parent:
        parent.end_with_parent()
    try:
        _come_and_go(stopping)
    except (AddressError, EmbeddedError, EnvError, ImproperlyConfigured, SystemCheckError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OperationalError as problem:
        print(f"The database does not serve: {str(problem).strip()}", file=sys.stderr)
        return 1
    return 0


def _come_and_go(stopping: Stopping) -> None:
    """Prepare, serve, and take everything down again in the opposite order."""
    address = address_from_environment()
    address.ensure_free()
    set_defaults(address)
    with ExitStack() as leaving:
        try:
            with stopping.deferred():
                prepared = prepare_environment(say=say)
                leaving.callback(prepared.release)
                leaving.callback(DatabaseWatch(prepared).stop)
            _serve(address, stopping, leaving)
        finally:
            stopping.ignore()  # whatever ended the site, the way out is walked to its end


def _serve(address: Address, stopping: Stopping, leaving: ExitStack) -> None:
    """Bring the database up to date, start what runs beside the site, and serve."""
    import django

    django.setup()
    from agents.demo import people
    from config.connections import close_connections
    from config.serve import banner, web
    from config.serve.preparation import prepare_site
    from config.serve.workers import start_workers

    leaving.callback(close_connections)
    prepare_site(say=say)
    text = "\n".join(banner.lines(address.base_url, people()))
    with stopping.deferred():
        leaving.callback(start_workers().stop, WORKERS_SECONDS)
    web.serve(address, stopping, on_ready=lambda: say(text))


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)
