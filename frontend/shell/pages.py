"""Pages that the phone shows by itself: the one without network, and what waits to be sent."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.shell.whose import whose


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by every phone; shown instead of a page of which it has no copy."""
    return render(request, "shell/offline.html")


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """待发送: the list itself is drawn from the phone's own storage."""
    return render(request, "shell/outbox.html")


@require_safe
def ticket(request: HttpRequest) -> JsonResponse:
    """Asked before anything that waited is sent: who is signed in now, and the token for a form of theirs."""
    answer = JsonResponse({"whose": whose(request), "token": get_token(request)})
    answer["Cache-Control"] = "no-store"
    return answer
