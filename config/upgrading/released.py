"""The last release's last migrations: what comes after them must live beside the code of that release."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from config.upgrading.expand_only import dangers

FILE = Path(__file__).with_name("released.json")
Key = tuple[str, str]


def unreleased(loader: MigrationLoader) -> list[Key]:
    """Of our own rooms, in the order in which they are applied."""
    last = json.loads(FILE.read_text())
    released = {key for leaf in last.items() for key in loader.graph.forwards_plan(leaf)}
    return [key for key in _in_order(loader) if key not in released]


def pending(loader: MigrationLoader) -> list[Key]:
    """Not applied to this database. None when nothing is: an empty database has no old code beside it."""
    applied = loader.applied_migrations or {}
    return [key for key in _in_order(loader) if key not in applied] if applied else []


def dangers_of(loader: MigrationLoader, keys: list[Key]) -> Iterator[str]:
    for app, name in keys:
        migration = loader.get_migration(app, name)
        before = loader.project_state((app, name), at_end=False)
        yield from (f"{app} {name}: {danger}" for danger in dangers(migration, before))


def write_released(loader: MigrationLoader) -> None:
    leaves = dict(sorted(key for key in loader.graph.leaf_nodes() if key[0] in _own()))
    FILE.write_text(json.dumps(leaves, indent=2) + "\n")


def _in_order(loader: MigrationLoader) -> list[Key]:
    own, ordered = _own(), dict[Key, None]()
    for leaf in loader.graph.leaf_nodes():
        ordered |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return [key for key in ordered if key[0] in own]


def _own() -> set[str]:
    return {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(settings.PROJECT_DIR) and ".venv" not in Path(config.path).parts
    }
