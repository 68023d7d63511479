"""What doors to pages share: who comes in, from which county, and where to go next."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from agents.errors import NotPermitted, SignedOut
from agents.models import Agent, County, Officer, User

P = ParamSpec("P")


def signed_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Whoever is not signed in is sent to sign in, and comes back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user_of(request)
        return view(request, *args, **kwargs)

    return guarded


def user_of(request: HttpRequest) -> User:
    """Raises SignedOut."""
    if not request.user.is_authenticated:
        raise SignedOut
    return request.user


def agent_of(request: HttpRequest) -> Agent:
    """Raises SignedOut or NotPermitted."""
    agent = user_of(request).as_agent
    if agent is None:
        raise NotPermitted
    return agent


def officer_of(request: HttpRequest) -> Officer:
    """Raises SignedOut or NotPermitted."""
    officer = user_of(request).as_officer
    if officer is None:
        raise NotPermitted
    return officer


def county_of(request: HttpRequest) -> County:
    """The signed-in person's county, else the one this host serves."""
    if request.user.is_authenticated:
        return request.user.county
    return County.objects.get(pk=settings.COUNTY)


def client_id_of(request: HttpRequest) -> UUID | None:
    """The id that the phone made for what this form sends; None when it made none that can be read."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def local_path(raw: str | None) -> str:
    """``raw`` when it is a path of this site, else empty: nobody is led elsewhere by a link."""
    path = raw or ""
    is_local = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_local else ""
