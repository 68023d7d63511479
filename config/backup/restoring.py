"""Restoring a copy into an empty database, and seeing that everything came back."""

from pathlib import Path

from django.db import connection

from config.backup.errors import BackupError
from config.backup.making import DUMP
from config.backup.manifest import Manifest, key_fingerprints, row_counts, sha256_of
from config.backup.photos import copy_back
from config.backup.programs import run


def restore_backup(copy: Path) -> Manifest:
    """Database and photos of the copy. Raises BackupError before anything is written when it does not fit here."""
    manifest = Manifest.read(copy)
    _fits(copy, manifest)
    run(
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        "--dbname",
        _name(),
        str(copy / DUMP),
    )
    copy_back(copy)
    found = row_counts()
    differing = [table for table, count in manifest.rows.items() if found.get(table) != count]
    if differing:
        raise BackupError(f"These tables came back with another number of rows: {', '.join(differing)}.")
    return manifest


def _fits(copy: Path, manifest: Manifest) -> None:
    if sha256_of(copy / DUMP) != manifest.dump_sha256:
        raise BackupError(f"{copy / DUMP} is not what was backed up.")
    here = key_fingerprints()
    foreign = [name for name, said in manifest.keys.items() if here.get(name) != said]
    if foreign:
        raise BackupError(
            f"{' and '.join(foreign)} here is not what this backup was written under; "
            "put the keys back first (keys.env of a fleet, keys.json in DATA_DIR else)."
        )
    if connection.introspection.table_names():
        raise BackupError(
            "The database is not empty; restore into an empty one, so that nothing is overwritten."
        )


def _name() -> str:
    return str(connection.settings_dict["NAME"])
