"""A mark of who is signed in, for the phone: it tells two people apart and says nothing about either."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

NOBODY = "nobody"
MARK_LENGTH = 16


def whose(request: HttpRequest) -> str:
    """The same person has the same mark at every sign-in; ``nobody`` while nobody is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return NOBODY
    return salted_hmac("frontend.shell.whose", str(user.pk)).hexdigest()[:MARK_LENGTH]
