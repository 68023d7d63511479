"""Chained tables: each row's digest covers the row before it, so that a row altered or taken out is named (F33).

The database makes the digest, whoever inserts and however many at once; ``broken_links`` makes them all again.
Cutting rows off the end leaves no gap: who must notice that keeps a digest elsewhere.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations import RunSQL

# The text that is hashed must be the same years later on any host, hence the fixed time zone and formats. Nulls are
# left out, so that a column added later, null in old rows, changes no digest. Sealed words are left out, too: their
# proof is covered, and a new key must not break the chain (``agents.said``).
DIGEST = """
create or replace function chain_digest(before bytea, content jsonb) returns bytea immutable language sql as $$
    select sha256(coalesce(before, ''::bytea)
                  || convert_to((jsonb_strip_nulls(content) - 'digest' - 'sealed_words')::text, 'UTF8'))
$$;
"""
BREAKS = """
create or replace function chain_breaks(chained regclass, link name) returns setof bigint stable language plpgsql
set timezone to 'UTC' set bytea_output to 'hex' as $$
begin
    return query execute format(
        'select id from (select id, digest, lag(digest) over (partition by %I order by id) as before,'
        ' to_jsonb(each) as content from %s each) as links'
        ' where digest is distinct from chain_digest(before, content) order by id', link, chained);
end $$;
"""
# One function for each table, so that PostgreSQL plans its look at the row before once in a connection. A function for
# all of them put its question together anew for each row: three quarters of the insertion went there (docs/adr/0045).
# Without sequential scans: a plan made while the table was empty must not read all of it later.
ROW = """
do $make$ begin
    execute format($make_it$
create or replace function {table}_chain() returns trigger language plpgsql
set timezone to 'UTC' set bytea_output to 'hex' set enable_seqscan to off as $chain$
declare
    before bytea;
begin
    -- One writer at a time for each chain, until its commit; ids are drawn under the lock and follow the chain.
    perform pg_advisory_xact_lock(hashtextextended('{table}:' || new.{link}, 0));
    new.id := nextval(%L::regclass);
    select digest into before from {table} where {link} = new.{link} order by id desc limit 1;
    new.digest := chain_digest(before, to_jsonb(new));
    return new;
end $chain$
    $make_it$, pg_get_serial_sequence('{table}', 'id'));
end $make$;
create or replace trigger {table}_chain before insert on {table} for each row execute function {table}_chain();
"""
DROP_ROW = """
drop trigger if exists {table}_chain on {table};
drop function if exists {table}_chain();
"""
LINK_EXISTING = """
do $$
declare
    each record;
    before bytea;
    last text;
begin
    perform set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true);
    alter table {table} disable trigger user;
    for each in select id, {link}::text as link, to_jsonb(rows) as content from {table} rows order by {link}, id loop
        if each.link is distinct from last then
            before := null;
        end if;
        last := each.link;
        before := chain_digest(before, each.content);
        update {table} set digest = before where id = each.id;
    end loop;
    alter table {table} enable trigger user;
end $$;
"""
DROP = """
drop function if exists chain_breaks(regclass, name);
drop function if exists chain_digest(bytea, jsonb);
"""


def digest_without_sealed_words() -> RunSQL:
    """A migration operation. Nothing that is chained already is reckoned otherwise: no row had such a column."""
    return RunSQL(DIGEST, RunSQL.noop)


def chain_functions() -> RunSQL:
    return RunSQL(DIGEST + BREAKS, DROP)


def chained(table: str, *, link: str) -> RunSQL:
    """A migration operation: one chain for each value of the column ``link``.

    The table has a ``digest`` (bytea) and an ``id`` from a sequence, is append-only, and wants an index on
    ``(link, id)``. Columns added to it later must be nullable. Writers of one chain wait for each other's
    commit: lock the orders that a transaction touches before its first insert.
    """
    return RunSQL(_of(ROW, table, link), _of(DROP_ROW, table, link))


def chained_anew(table: str, *, link: str) -> RunSQL:
    """A migration operation where the function of all tables made the digests: now the table's own makes the same."""
    return RunSQL(_of(ROW, table, link), RunSQL.noop)


def link_existing(table: str, *, link: str) -> RunSQL:
    """A migration operation before ``chained``: rows that are there already become one chain in the order of ids."""
    return RunSQL(_of(LINK_EXISTING, table, link), RunSQL.noop)


def _of(text: str, table: str, link: str) -> str:
    # Names from a migration's own source, typed by nobody.
    return text.replace("{table}", table).replace("{link}", link)


def broken_links(table: str, *, link: str) -> Iterator[int]:
    """The ids of rows that do not follow from the row before them: the altered row, or the one after a removed one."""
    with connection.cursor() as cursor:
        cursor.execute("select chain_breaks(%s::regclass, %s)", [table, link])
        for (row_id,) in cursor:
            yield row_id
