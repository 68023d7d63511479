"""A browser's session begins and ends."""

import secrets
from datetime import datetime

from django.contrib.auth import login, logout
from django.http import HttpRequest

from agents.audit import Deed, record_audit
from agents.models import User
from agents.sign_in.parallel import forget_session
from agents.signals import signed_out

BACKEND = "agents.sign_in.backend.SessionBackend"
ASKED_BY = "asked_by"


def session_asks(request: HttpRequest) -> str:
    """The random value under which this session asks for codes: ``asked_by`` of ``agents.sign_in.codes``."""
    value = request.session.get(ASKED_BY)
    if not value:
        value = request.session[ASKED_BY] = secrets.token_urlsafe(32)
    return str(value)


def start_session(request: HttpRequest, user: User) -> None:
    """The session is ``user``'s from now on, under a new key; nothing of another user's session is kept (S12)."""
    login(request, user, backend=BACKEND)
    request.session.pop(ASKED_BY, None)


def end_session(request: HttpRequest, *, at: datetime) -> None:
    """The session and all it held is gone, and its sockets hear of it. Signed out already is signed out."""
    user, key = request.user, request.session.session_key
    logout(request)
    if isinstance(user, User) and key:
        forget_session(key)
        record_audit(Deed.SIGNED_OUT, by=user, at=at)
        signed_out.send(User, user=user, session_key=key, at=at)
