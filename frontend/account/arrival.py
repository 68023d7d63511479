"""Where somebody who just signed in goes: on with what was begun, else to their own first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from frontend.citizen.sending import send_kept
from frontend.doors import user_of
from frontend.office.navigation import first_page


def arrive(request: HttpRequest, next: str, *, send: str = "") -> HttpResponse:
    """``send`` is the id of a request that was filled in before the phone was proven."""
    if send:
        return send_kept(request, send)
    if next:
        return redirect(next)
    user = user_of(request)
    if officer := user.as_officer:
        return redirect(first_page(officer))
    if user.as_agent:
        return redirect("agent:board")
    return redirect("citizen:home")
