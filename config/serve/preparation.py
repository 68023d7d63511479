"""Bringing the site up to date: static files, migrations, and the pilot county where there is none yet."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

# Any number will do, as long as every site that starts takes the same one.
PREPARATION_LOCK = 0x67726964


def prepare_site(*, say: Callable[[str], None]) -> None:
    """Collect static files, apply what migrations are missing and, in a demo, load the pilot county once.

    The database is prepared by one starting site at a time.
    Raises SystemCheckError when Django finds the house itself in disorder.
    """
    call_command("check", stdout=StringIO())
    if settings.STATIC_HASHED:
        call_command("collectstatic", interactive=False, verbosity=0)
    with _one_at_a_time():
        _migrate(say=say)
        _seed(say=say)
    connection.close()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARATION_LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARATION_LOCK])


def _migrate(*, say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        say(f"Applying {len(missing)} migrations …")
        call_command("migrate", interactive=False, verbosity=0)


def _seed(*, say: Callable[[str], None]) -> None:
    if apps.get_model("agents", "County").objects.exists():
        return
    if os.environ.get("DEMO") != "1":
        say("There is no county yet; load one with: manage.py load_county FILE…")
        return
    say("Loading the pilot county …")
    call_command("load_pilot")
    # Below the settings, which the models need.
    from dispatch.announcements.demo import make_announcement

    County = apps.get_model("agents", "County")
    make_announcement(County.objects.get(pk=settings.COUNTY), at=timezone.now())
