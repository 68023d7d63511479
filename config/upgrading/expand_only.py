"""Which steps of a migration the code before it cannot live with, or hold everybody up (F25).

Expand first: new tables, columns that may stay empty or have a default in the database, indexes made concurrently.
Contract one release later, when nothing of the old code runs any more. A step that looks dangerous and is not
says why, as ``safe_beside_old_code = "…"`` on its migration.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field
from django.db.models.fields import NOT_PROVIDED

SQL_WORDS = re.compile(
    r"\b(drop\s+(table|column)|rename|(?<!or )(?<!before )truncate|set\s+not\s+null"
    r"|alter\s+column\s+\S+\s+(set\s+data\s+)?type)\b",
    re.IGNORECASE,
)

CONTRACTING = {
    operations.DeleteModel: "removes a table that the old code reads",
    operations.RemoveField: "removes a column that the old code reads",
    operations.RenameModel: "renames a table that the old code reads",
    operations.RenameField: "renames a column that the old code reads",
    operations.AlterModelTable: "renames a table that the old code reads",
    operations.AlterUniqueTogether: "may refuse what the old code writes",
    operations.AddConstraint: "may refuse what the old code writes",
}


def dangers(migration: Migration, before: ProjectState) -> list[str]:
    """One line for each dangerous step; ``before`` is the state that the migration starts from."""
    if getattr(migration, "safe_beside_old_code", ""):
        return []
    state, new = before.clone(), set[str]()
    found = []
    for step in _steps(migration.operations):
        model = str(getattr(step, "model_name", "") or getattr(step, "name", "")).lower()
        if isinstance(step, operations.CreateModel):
            new.add(model)
        elif model not in new:
            found += [f"{step.describe()}: {why}" for why in _dangers_of(step, migration.app_label, state)]
        step.state_forwards(migration.app_label, state)
    return found


def _steps(steps: Sequence[Operation]) -> Iterator[Operation]:
    for step in steps:
        if isinstance(step, operations.SeparateDatabaseAndState):
            yield from _steps(step.database_operations)
        else:
            yield step


def _dangers_of(step: Operation, app: str, state: ProjectState) -> Iterator[str]:
    for kind, why in CONTRACTING.items():
        if isinstance(step, kind):
            yield why
    if isinstance(step, operations.AddField) and not _may_be_left_out(step.field):
        yield "the old code inserts rows without it; make it null or give it a db_default"
    if isinstance(step, operations.AlterField):
        yield from _narrowed(state.models[app, step.model_name_lower].fields[step.name], step.field)
    if isinstance(step, operations.AddIndex) and not isinstance(step, AddIndexConcurrently):
        yield "holds up everybody who writes; use AddIndexConcurrently in a migration that is not atomic"
    if isinstance(step, operations.RunSQL) and SQL_WORDS.search(str(step.sql)):
        yield "its SQL takes away or narrows what the old code uses"


def _may_be_left_out(field: "Field[Any, Any]") -> bool:
    return field.many_to_many or field.null or field.db_default is not NOT_PROVIDED


def _narrowed(old: "Field[Any, Any]", new: "Field[Any, Any]") -> Iterator[str]:
    if old.null and not new.null:
        yield "the old code may write null"
    if old.get_internal_type() != new.get_internal_type():
        yield "changes the type of a column that the old code writes"
    shorter = old.max_length and new.max_length and new.max_length < old.max_length
    if shorter or (
        old.max_length is None and new.max_length and new.get_internal_type() == old.get_internal_type()
    ):
        yield "the old code may write longer texts"
    if not old.unique and new.unique:
        yield "may refuse what the old code writes"
