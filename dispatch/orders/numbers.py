"""Readable order numbers: ``LS-8F3K-2Q``. Random, so that one number tells nothing of the next (LS-03, S2)."""

import secrets
from collections.abc import Callable

from agents.models import County

# Without 0/O, 1/I/L and U: read aloud over the phone without doubt.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def fresh_number(county: County, *, choose: Callable[[str], str] = secrets.choice) -> str:
    """Six random characters (7·10⁸ numbers); the database refuses the rare second use of one.

    ``choose`` picks one letter; only a simulation, whose numbers must come out the same again, brings its own.
    """
    letters = "".join(choose(ALPHABET) for _ in range(6))
    return f"{county.number_prefix}-{letters[:4]}-{letters[4:]}"
