"""Giving the database back what a process holds of it."""


def close_connections() -> None:
    """Close the connections and the pools of this process, so that none misses a server that stops after this."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    try:
        used = connections.all(initialized_only=True)
    except ImproperlyConfigured:  # the settings were never read, so nothing was connected
        return
    for connection in used:
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()
