"""Audit rows are never changed, and kept for half a year at the least: the database itself refuses (S24)."""

from django.db.migrations import RunSQL

from agents.chain import chained

KEPT_DAYS_MIN = 183

FUNCTION = f"""
create or replace function refuse_change_or_early_removal() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '{KEPT_DAYS_MIN} days' then
        return old;
    end if;
    raise exception '% keeps its rows for {KEPT_DAYS_MIN} days and never changes them', tg_table_name
        using errcode = 'restrict_violation';
end $$;
"""


def kept_and_chained(table: str) -> list[RunSQL]:
    """Migration operations: as ``append_only``, but rows old enough may be pruned; chained by county."""
    return [
        RunSQL(FUNCTION, "drop function if exists refuse_change_or_early_removal()"),
        RunSQL(
            f"create trigger {table}_rows before update or delete on {table}"
            f" for each row execute function refuse_change_or_early_removal();"
            f"create trigger {table}_all before truncate on {table}"
            f" for each statement execute function refuse_change();",
            f"drop trigger if exists {table}_rows on {table}; drop trigger if exists {table}_all on {table};",
        ),
        chained(table, link="county_id"),
    ]


def removable_once_old(table: str) -> RunSQL:
    """A migration operation for an append-only table with a column ``at``: what is old enough may go, as above."""
    trigger = f"create trigger {table}_rows before update or delete on {table} for each row execute function"
    return RunSQL(
        f"drop trigger {table}_rows on {table}; {trigger} refuse_change_or_early_removal();",
        f"drop trigger {table}_rows on {table}; {trigger} refuse_change();",
    )
