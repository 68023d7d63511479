"""What an error of the database means for whoever asked: try again at once, later, or it is our own mistake.

By SQLSTATE (PostgreSQL, appendix A); an error without one never came from a server that answered.
"""

from django.db import DatabaseError, InterfaceError, OperationalError

RETRY_AFTER_SECONDS = 5

# serialization_failure, deadlock_detected: the transaction has left nothing behind.
UNDONE = frozenset({"40001", "40P01"})
# Connection exceptions, insufficient resources (a full disk among them), operator intervention, system errors;
# read_only_sql_transaction is a server that has just lost its leading role; idle_in_transaction_session_timeout one
# that has given up a process which did not move.
AWAY_CLASSES = ("08", "53", "57", "58")
AWAY = frozenset({"25006", "25P03"})


def was_undone(error: DatabaseError) -> bool:
    """The same again may well go through."""
    return _state(error) in UNDONE


def is_away(error: BaseException | None) -> bool:
    """The database does not serve now; whether the last statement was kept, only asking again will tell."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    state = _state(error)
    if not state:
        return isinstance(error, OperationalError | InterfaceError)
    return state in UNDONE | AWAY or state.startswith(AWAY_CLASSES)


def _state(error: BaseException) -> str:
    return str(getattr(error.__cause__, "sqlstate", None) or "")
