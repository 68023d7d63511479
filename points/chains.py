"""Which tables of this room are chained: by which column, and what a row of each is called (F33)."""

from collections.abc import Iterator
from functools import partial

from agents.chain import broken_links
from agents.invariants import invariant

CHAINS = {
    "points_pointsentry": ("county_id", "points entry"),
    "points_pointsrule": ("county_id", "points rule"),
    "points_pointsrulewithdrawal": ("county_id", "withdrawal of a points rule"),
    "points_settlementline": ("settlement_id", "settlement line"),
    "points_settlementevent": ("settlement_id", "settlement event"),
    "points_bankresultline": ("result_id", "line of a bank result"),
    "points_budgetline": ("county_id", "budget line"),
    "points_export": ("county_id", "export"),
    "points_subsidy": ("county_id", "subsidy"),
    "points_hold": ("county_id", "hold"),
    "points_holdanswer": ("county_id", "answer to a hold"),
    "points_holdruling": ("county_id", "ruling on a hold"),
    "points_appeal": ("county_id", "appeal"),
    "points_appealruling": ("county_id", "ruling on an appeal"),
}


def altered_rows(table: str) -> Iterator[str]:
    link, called = CHAINS[table]
    for row_id in broken_links(table, link=link):
        yield f"{called} {row_id} was altered, or one before it was taken out"


for each in CHAINS:
    invariant(f"every row of {each} follows from the one before it")(partial(altered_rows, each))
