"""Between the two steps of an officer's sign-in: whose password was right is kept sealed for ten minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from agents.errors import SignedOut
from agents.models import User
from agents.sign_in.passwords import signed_in
from agents.sign_in.sessions import start_session
from agents.sign_in.staying import begin_stay
from frontend.account.arrival import arrive
from frontend.keeping import forget, keep, kept

STEP = "step"
LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    user: User
    next: str


def wait_for_step(request: HttpRequest, user: User, *, next: str, at: datetime) -> None:
    keep(request, STEP, {"user": str(user.pk), "next": next, "at": at.timestamp()})


def waiting_for_step(request: HttpRequest, *, at: datetime) -> Waiting:
    """Who gave the password in this browser just now. Raises SignedOut."""
    entry = kept(request, STEP)
    if not entry or at.timestamp() > entry["at"] + LIFE.total_seconds():
        raise SignedOut
    users = User.objects.select_related("county", "officer")
    user = users.filter(pk=entry["user"], is_active=True).first()
    if user is None or user.as_officer is None:
        raise SignedOut
    return Waiting(user, entry["next"])


def come_in(request: HttpRequest, waiting: Waiting, *, at: datetime) -> HttpResponse:
    """All steps are done."""
    forget(request, STEP)
    return come_in_as(request, waiting.user, next=waiting.next, at=at)


def come_in_as(request: HttpRequest, user: User, *, next: str, at: datetime) -> HttpResponse:
    """An officer's session begins, and with it the time it may last."""
    start_session(request, user)
    begin_stay(request.session, at=at)
    signed_in(user, at=at)
    return arrive(request, next)
