"""What a copy says of itself. Written last, so a copy without it is none."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from config.backup.errors import BackupError

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """``taken_at``: the database's clock, ISO 8601 with zone. ``keys``: fingerprints, from which no key follows."""

    taken_at: str
    dump_sha256: str
    photos: int
    rows: dict[str, int]
    keys: dict[str, str]

    def write(self, copy: Path) -> None:
        (copy / NAME).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")

    @classmethod
    def read(cls, copy: Path) -> "Manifest":
        """Raises BackupError when there is none, or not a whole one."""
        try:
            return cls(**json.loads((copy / NAME).read_text()))
        except (OSError, ValueError, TypeError) as problem:
            raise BackupError(f"{copy} is no whole backup: {NAME} cannot be read.") from problem


def row_counts() -> dict[str, int]:
    """Of every table of the house; sessions and heartbeats come and go, and are counted all the same."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    counted = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
            counted[table] = cursor.fetchone()[0]
    return counted


def key_fingerprints() -> dict[str, str]:
    keys = {"INDEX_KEY": settings.INDEX_KEY, "SECRET_KEY": settings.SECRET_KEY.encode()}
    keys |= {f"FIELD_KEYS {key_id}": key for key_id, key in settings.FIELD_KEYS.items()}
    return {name: hashlib.sha256(b"backup" + key).hexdigest()[:16] for name, key in keys.items()}


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
