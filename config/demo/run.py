"""The demo from an empty directory to its last process gone."""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from config.demo.surroundings import settle
from config.embedded.environment import prepare_environment
from config.embedded.errors import EmbeddedError
from config.env import EnvError
from config.serve.address import AddressError


def run(*, orders: int, keep: bool) -> int:
    """Exit code: 0 when everything went as told, 1 after one sentence on standard error."""
    try:
        address = settle()
        with prepare_environment():
            return _play(address.base_url, orders=orders, keep=keep)
    except (AddressError, EmbeddedError, EnvError, ImproperlyConfigured) as problem:
        print(problem, file=sys.stderr)
    except OperationalError as problem:
        print(f"The database does not serve: {str(problem).strip()}", file=sys.stderr)
    return 1


def _play(base_url: str, *, orders: int, keep: bool) -> int:
    import django

    django.setup()
    # These read models, so they come after the setup.
    from agents.errors import Refusal
    from config.connections import close_connections
    from config.demo.person import StoryBroken
    from config.demo.programme import play
    from config.demo.site import SiteError
    from config.demo.telling import speak_the_terminals_language
    from config.demo.wire import WireError

    speak_the_terminals_language()
    try:
        play(base_url, orders=orders, keep=keep)
    except (OSError, Refusal, SiteError, StoryBroken, WireError) as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        close_connections()
    return 0
