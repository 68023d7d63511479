"""To which words a person has agreed. The words are the page ``account/privacy.html``; their version is here."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from agents.models import Consent, User

# The day on which the page last changed what it promises.
VERSION = "2026-11-26"


def agree(user: User, *, at: datetime, for_child: bool = False) -> None:
    """Sending a request says yes to the words of that day. Once per version; later times change nothing.

    ``for_child``: as parent or guardian of a child under 14. After a withdrawal it is a new yes.
    """
    Consent.objects.get_or_create(
        user=user, version=VERSION, for_child=for_child, withdrawn_at=None, defaults={"given_at": at}
    )


def withdraw(user: User, *, at: datetime) -> None:
    """All of them; from now on nothing of the person is processed."""
    Consent.objects.filter(user=user, withdrawn_at=None).update(withdrawn_at=at)


def has_withdrawn(people: "QuerySet[User]") -> bool:
    """Somebody of these people took back every yes there was. Who never had to say one has taken back none."""
    said = Consent.objects.filter(user=OuterRef("pk"))
    return people.filter(Exists(said), ~Exists(said.filter(withdrawn_at=None))).exists()
