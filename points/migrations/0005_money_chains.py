"""What the database itself refuses and notices: changed rows, altered digests, entries for a settled quarter."""

from django.db import migrations

from agents.append_only import append_only
from agents.chain import chained, link_existing

#: Tables of facts and the column that each of their chains shares.
CHAINS = {
    "points_settlementline": "settlement_id",
    "points_settlementevent": "settlement_id",
    "points_bankresultline": "result_id",
    "points_budgetline": "county_id",
    "points_hold": "county_id",
    "points_holdanswer": "county_id",
    "points_holdruling": "county_id",
    "points_appeal": "county_id",
    "points_appealruling": "county_id",
}

# One transaction at a time posts into a county's ledger or freezes a quarter of it: the chain's own lock. The last
# frozen quarter is read in a statement of its own, after the lock was given, so that it is never an old picture.
OPEN_LEDGER = """
create or replace function open_ledger(county text) returns text language plpgsql volatile as $$
declare
    last text;
begin
    perform pg_advisory_xact_lock(hashtextextended('points_pointsentry:' || county, 0));
    select max(quarter) into last from points_settlement where county_id = county;
    return last;
end $$;

create or replace function refuse_settled_quarter() returns trigger language plpgsql as $$
declare
    last text := open_ledger(new.county_id);
begin
    if new.quarter <= last then
        raise exception 'quarter % is settled', new.quarter using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger points_pointsentry_open_quarter before insert on points_pointsentry
    for each row execute function refuse_settled_quarter();
"""
DROP_OPEN_LEDGER = """
drop trigger if exists points_pointsentry_open_quarter on points_pointsentry;
drop function if exists refuse_settled_quarter();
drop function if exists open_ledger(text);
"""

# A settlement moves on (released, exported, paid), but what was frozen stays.
KEEP_FROZEN = """
create or replace function keep_frozen() returns trigger language plpgsql as $$
declare
    moving text[] := array['state', 'first_released_by_id', 'first_released_at', 'second_released_by_id',
                           'second_released_at', 'exported_at', 'paid_at'];
begin
    if tg_op <> 'UPDATE' or to_jsonb(old) - moving is distinct from to_jsonb(new) - moving then
        raise exception 'a settled quarter never changes' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger points_settlement_rows before update or delete on points_settlement
    for each row execute function keep_frozen();
create trigger points_settlement_all before truncate on points_settlement
    for each statement execute function refuse_change();
"""
DROP_KEEP_FROZEN = """
drop trigger if exists points_settlement_rows on points_settlement;
drop trigger if exists points_settlement_all on points_settlement;
drop function if exists keep_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("points", "0004_money_settlement"), ("agents", "0004_chain")]
    operations = [
        link_existing("points_pointsentry", link="county_id"),
        chained("points_pointsentry", link="county_id"),
        link_existing("points_pointsrule", link="county_id"),
        chained("points_pointsrule", link="county_id"),
        *(chained(table, link=link) for table, link in CHAINS.items()),
        *(append_only(table) for table in (*CHAINS, "points_settledentry", "points_bankresult")),
        migrations.RunSQL(OPEN_LEDGER, DROP_OPEN_LEDGER),
        migrations.RunSQL(KEEP_FROZEN, DROP_KEEP_FROZEN),
    ]
