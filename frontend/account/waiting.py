"""Between the two steps of an officer's sign-in: whose password was right is kept sealed for ten minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agents.errors import SignedOut
from agents.models import User
from agents.passwords.policy import must_choose_anew
from agents.sign_in.parallel import count_session
from agents.sign_in.passwords import signed_in
from agents.sign_in.sessions import start_session
from agents.sign_in.staying import begin_stay
from frontend.account.arrival import arrive
from frontend.keeping import forget, keep, kept

STEP = "step"
LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """``is_proven``: nothing is missing but a password of the officer's own."""

    user: User
    next: str
    is_proven: bool


def wait_for_step(
    request: HttpRequest, user: User, *, next: str, at: datetime, is_proven: bool = False
) -> None:
    entry = {"user": str(user.pk), "next": next, "at": at.timestamp(), "is_proven": is_proven}
    keep(request, STEP, entry)


def waiting_for_step(request: HttpRequest, *, at: datetime) -> Waiting:
    """Who gave the password in this browser just now. Raises SignedOut."""
    entry = kept(request, STEP)
    if not entry or at.timestamp() > entry["at"] + LIFE.total_seconds():
        raise SignedOut
    users = User.objects.select_related("county", "officer")
    user = users.filter(pk=entry["user"], is_active=True).first()
    if user is None or user.as_officer is None:
        raise SignedOut
    return Waiting(user, entry["next"], entry.get("is_proven", False))


def come_in(request: HttpRequest, waiting: Waiting, *, at: datetime) -> HttpResponse:
    """All steps are done, but perhaps one: a password of the officer's own (S14)."""
    if must_choose_anew(waiting.user, at=at):
        wait_for_step(request, waiting.user, next=waiting.next, at=at, is_proven=True)
        return redirect("account:new_password")
    forget(request, STEP)
    return come_in_as(request, waiting.user, next=waiting.next, at=at)


def come_in_as(request: HttpRequest, user: User, *, next: str, at: datetime) -> HttpResponse:
    """An officer's session begins, and with it the time it may last."""
    start_session(request, user)
    begin_stay(request.session, at=at)
    signed_in(user, at=at)
    count_session(user, str(request.session.session_key), at=at)
    return arrive(request, next)
