"""To which words a person has agreed. The words are the page ``account/privacy.html``; their version is here."""

from datetime import datetime

from agents.models import Consent, User

# The day on which the page last changed what it promises.
VERSION = "2026-11-25"


def agree(user: User, *, at: datetime) -> None:
    """Sending a request says yes to the words of that day. Once per version; later times change nothing."""
    Consent.objects.get_or_create(user=user, version=VERSION, defaults={"given_at": at})


def withdraw(user: User, *, at: datetime) -> None:
    """All of them; from now on nothing of the person is processed."""
    Consent.objects.filter(user=user, withdrawn_at=None).update(withdrawn_at=at)
