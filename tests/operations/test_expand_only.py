"""Old and new code live on one schema while an upgrade goes round: what the old cannot live with is named (F25)."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from config.upgrading import released
from config.upgrading.expand_only import dangers

NAME = models.CharField(max_length=20, null=True)


def said(*steps, **attributes) -> list[str]:
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", NAME), ("at", models.DateTimeField())]
    before = ProjectState(models={("room", "order"): ModelState("room", "Order", fields)})
    migration = type("Migration", (migrations.Migration,), {"operations": list(steps), **attributes})
    return dangers(migration("0002_next", "room"), before)


@pytest.mark.parametrize(
    "step",
    [
        migrations.AddField("order", "note", models.TextField(null=True)),
        migrations.AddField("order", "note", models.TextField(db_default="")),
        migrations.AlterField("order", "name", models.CharField(max_length=40, null=True)),
        migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]),
        AddIndexConcurrently("order", models.Index(fields=["name"], name="by_name")),
        migrations.RunSQL(
            "create trigger refuse before delete or truncate on room_order execute function refuse()"
        ),
    ],
    ids=lambda step: type(step).__name__,
)
def test_what_widens_passes(step):
    assert said(step) == []


@pytest.mark.parametrize(
    "step",
    [
        migrations.AddField("order", "note", models.TextField(default="")),
        migrations.AlterField("order", "name", models.CharField(max_length=20)),
        migrations.AlterField("order", "name", models.CharField(max_length=10, null=True)),
        migrations.AlterField("order", "at", models.DateField()),
        migrations.RemoveField("order", "name"),
        migrations.RenameField("order", "name", "called"),
        migrations.RenameModel("order", "request"),
        migrations.DeleteModel("order"),
        migrations.AddIndex("order", models.Index(fields=["name"], name="by_name")),
        migrations.AddConstraint("order", models.UniqueConstraint(fields=["name"], name="one_name")),
        migrations.RunSQL("alter table room_order drop column name"),
        migrations.RunSQL("ALTER TABLE room_order ALTER COLUMN name SET NOT NULL"),
        migrations.SeparateDatabaseAndState([migrations.DeleteModel("order")]),
    ],
    ids=lambda step: type(step).__name__,
)
def test_what_narrows_is_named(step):
    assert len(said(step)) == 1


def test_a_table_of_the_same_migration_has_no_old_code():
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
    index = migrations.AddIndex("new", models.Index(fields=["name"], name="by_name"))
    assert said(migrations.CreateModel("New", fields), index) == []


def test_a_step_that_looks_dangerous_may_say_why_it_is_not():
    drop = migrations.RunSQL("alter table room_order drop column never_used")
    assert said(drop) and said(drop, safe_beside_old_code="No release ever read it.") == []


@pytest.mark.django_db
def test_since_the_last_release_all_migrations_only_widen():
    """When one does not: see the head of expand_only.py. After a release: manage.py check_migrations --release."""
    call_command("check_migrations")


@pytest.mark.django_db
def test_the_command_fails_on_what_narrows(monkeypatch):
    monkeypatch.setattr(released, "unreleased", lambda loader: [("agents", "0010_money_policy")])
    monkeypatch.setattr("config.management.commands.check_migrations.unreleased", released.unreleased)
    with pytest.raises(CommandError, match="not safe beside"):
        call_command("check_migrations")


@pytest.mark.django_db
def test_nothing_is_pending_here_and_an_empty_database_has_no_old_code():
    loader = MigrationLoader(connection)
    assert released.pending(loader) == []
    loader.applied_migrations = {}
    assert released.pending(loader) == []
