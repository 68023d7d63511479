"""Keys for officers: a reveal, which is written down, opens the photos of one order to one officer for ten minutes.

A GET writes nothing (S6), so that what an officer sees of a person is opened by the reveal's POST and not by the look.
"""

from uuid import UUID

from django.core import signing

from agents.models import Officer

SALT = "frontend.photos"
KEY_SECONDS_MAX = 600


def key_for(order_id: UUID, officer: Officer) -> str:
    """For the address of a photo. Of no use to anybody else, for another order, or later."""
    return signing.dumps([str(order_id), officer.pk], salt=SALT)


def opens(key: str, order_id: UUID, officer: Officer) -> bool:
    try:
        return bool(signing.loads(key, salt=SALT, max_age=KEY_SECONDS_MAX) == [str(order_id), officer.pk])
    except (signing.BadSignature, ValueError):
        return False
