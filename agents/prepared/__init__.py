"""SQL that is written once in a process and planned once in a connection, for the doors that everybody goes through.

To write the SQL of a wide row with its joins costs Django about a millisecond of processor time, more than PostgreSQL
takes to answer it. A hot path asks the same question with other values each time. See docs/adr/0009 and 0011.
"""

from agents.prepared.asking import Given, ask
from agents.prepared.inserts import as_stored, insert_params, insert_sql
from agents.prepared.questions import Prepared
from agents.prepared.statements import Statement
from agents.prepared.texts import OnTheRow, change_sql, query_sql

__all__ = [
    "Given",
    "OnTheRow",
    "Prepared",
    "Statement",
    "as_stored",
    "ask",
    "change_sql",
    "insert_params",
    "insert_sql",
    "query_sql",
]
