"""The engine that ``config.env.database`` names."""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that the server has closed is never handed out, and one that it has not costs no question.

    Django's own health check asks the server once before every request, a tenth of what a claim costs. A server that
    goes away says so on the socket; so an idle connection with nothing to read is as good as one that answered.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        while True:
            connection = super().get_new_connection(conn_params)
            if self.pool is None or not has_news(connection) or _answers(connection):
                return connection
            # Broken, so the pool lets it go and makes another; when there is none to be had, it raises.
            self.pool.putconn(connection)


def has_news(connection: psycopg.Connection[Any]) -> bool:
    """Whether the socket of an idle connection can be read: a notice, or the end."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _answers(connection: psycopg.Connection[Any]) -> bool:
    try:
        ConnectionPool.check_connection(connection)
    except psycopg.Error:
        return False
    return True
