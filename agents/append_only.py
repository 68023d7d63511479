"""Tables to which rows are only ever added: the database itself refuses UPDATE, DELETE and TRUNCATE."""

from django.db.migrations import RunSQL

FUNCTION = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
"""


def append_only_function() -> RunSQL:
    return RunSQL(FUNCTION, "drop function if exists refuse_change()")


def append_only(table: str) -> RunSQL:
    """A migration operation; the application's own role owns the table, so this guards against mistakes.

    What an owner of the database changes after dropping the trigger is found by ``manage.py verify``.
    """
    return RunSQL(
        f"create trigger {table}_rows before update or delete on {table}"
        f" for each row execute function refuse_change();"
        f"create trigger {table}_all before truncate on {table}"
        f" for each statement execute function refuse_change();",
        f"drop trigger if exists {table}_rows on {table}; drop trigger if exists {table}_all on {table};",
    )


ERASURE_FUNCTION = """
create or replace function refuse_all_but_erasure() returns trigger language plpgsql as $$
declare
    erased name := tg_argv[0];
begin
    if tg_op = 'UPDATE' and to_jsonb(new) ->> erased = '' and to_jsonb(new) - erased = to_jsonb(old) - erased then
        return new;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
"""


def erasable_words(table: str, column: str) -> RunSQL:
    """For an append-only table in which people wrote words: they, and nothing else, may be made empty (S26).

    That something was said, by whom and when stays for good.
    """
    return RunSQL(
        f"{ERASURE_FUNCTION} drop trigger {table}_rows on {table};"
        f"create trigger {table}_rows before update or delete on {table}"
        f" for each row execute function refuse_all_but_erasure('{column}');",
        f"drop trigger {table}_rows on {table};"
        f"create trigger {table}_rows before update or delete on {table}"
        f" for each row execute function refuse_change();",
    )


SEALING_FUNCTION = """
create or replace function refuse_all_but_sealing() returns trigger language plpgsql as $$
declare
    words name := tg_argv[0];
    was jsonb := to_jsonb(old);
    becomes jsonb := to_jsonb(new);
begin
    if tg_op = 'UPDATE' and becomes - words - 'sealed_words' = was - words - 'sealed_words'
       and becomes ->> words in (was ->> words, '')
       and (coalesce(was ->> 'sealed_words', '') <> '' or coalesce(becomes ->> 'sealed_words', '') = '') then
        return new;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
"""


def resealable_words(table: str, column: str, *, before: str) -> RunSQL:
    """As ``erasable_words``, and what lies in ``sealed_words`` may be sealed anew; the chain proves what it says.

    ``before``: the call of the trigger's function until now.
    """
    trigger = f"create trigger {table}_rows before update or delete on {table} for each row execute function"
    return RunSQL(
        f"{SEALING_FUNCTION} drop trigger {table}_rows on {table};"
        f"{trigger} refuse_all_but_sealing('{column}');",
        f"drop trigger {table}_rows on {table}; {trigger} {before};",
    )


RESEALING_FUNCTION = """
create or replace function refuse_all_but_resealing() returns trigger language plpgsql as $$
declare
    words name := tg_argv[0];
    becomes text := to_jsonb(new) ->> words;
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - words = to_jsonb(old) - words and to_jsonb(old) ->> words <> ''
       and (becomes = '' or becomes ~ '^(sm4:)?[[:alnum:]_-]+[.][A-Za-z0-9+/]{38,}={0,2}$') then
        return new;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
"""


def resealable_column(table: str, column: str, *, before: str) -> RunSQL:
    """As ``erasable_words``, and the words may be sealed, or sealed anew: without a key nobody can write others."""
    trigger = f"create trigger {table}_rows before update or delete on {table} for each row execute function"
    return RunSQL(
        f"{RESEALING_FUNCTION} drop trigger {table}_rows on {table};"
        f"{trigger} refuse_all_but_resealing('{column}');",
        f"drop trigger {table}_rows on {table}; {trigger} {before};",
    )
