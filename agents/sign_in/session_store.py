"""Django's sessions in the database, asked for by keys only that Django could have given."""

import re

from django.contrib.sessions.backends import db

KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie may carry anything, also what PostgreSQL cannot be asked about (an escaped NUL)."""
        return bool(key) and KEY.fullmatch(str(key)) is not None
