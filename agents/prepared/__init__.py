"""SQL that is written once in a process and planned once in a connection, for the doors that everybody goes through.

To write the SQL of a wide row with its joins costs Django about a millisecond of processor time, more than PostgreSQL
takes to answer it. A hot path asks the same question with other values each time. See docs/adr/0009 and 0011.
"""

from agents.prepared.asking import Given, ask
from agents.prepared.changes import change_sql
from agents.prepared.questions import Prepared
from agents.prepared.statements import Statement

__all__ = ["Given", "Prepared", "Statement", "ask", "change_sql"]
