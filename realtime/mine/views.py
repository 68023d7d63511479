"""能收到通知的方式: the channels that reach me, a test of each, and my devices."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.endpoints import mark_seen, register_endpoint, remove_endpoint
from agents.errors import Refusal
from agents.models import Endpoint, User
from realtime.channels.vapid import public_key
from realtime.doors import user_of
from realtime.mine.ask_test import ask_test
from realtime.mine.ways import ways_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return _page(request, user_of(request))


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    ask_test(user, request.POST.get("channel", ""), at=timezone.now())
    messages.success(request, _("A test is on its way. Look whether it arrives."))
    return HttpResponseRedirect(_back(request))


@require_POST
def remove(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    remove_endpoint(endpoint_id, of=user_of(request), at=timezone.now())
    messages.success(request, _("The device is removed."))
    return HttpResponseRedirect(reverse("channels:mine"))


@require_POST
def email(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    try:
        register_endpoint(user, kind=Endpoint.Kind.EMAIL, value=request.POST.get("value"), at=timezone.now())
    except Refusal as refusal:
        return _page(request, user, refusal=refusal, typed=request.POST.get("value", ""))
    messages.success(request, _("Messages reach you by e-mail, too."))
    return HttpResponseRedirect(reverse("channels:mine"))


@require_POST
def browser(request: HttpRequest) -> JsonResponse:
    """What the browser's own subscription says, sent by the script that asked it."""
    register_endpoint(
        user_of(request),
        kind=Endpoint.Kind.WEBPUSH,
        value=request.POST.get("value"),
        label=request.POST.get("label"),
        at=timezone.now(),
    )
    return JsonResponse({"registered": True})


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The owner has read that a device is gone."""
    mark_seen(user_of(request), at=timezone.now())
    return HttpResponseRedirect(_back(request))


def _page(
    request: HttpRequest, user: User, *, refusal: Refusal | None = None, typed: str = ""
) -> HttpResponse:
    names = set(settings.MESSAGE_CHANNELS)
    officer, agent = user.as_officer, user.as_agent
    context: dict[str, Any] = {
        "base": "office/base.html" if officer else "agent/base.html" if agent else "base.html",
        "officer": officer,
        "tab": "me",
        "back": reverse("agent:me")
        if agent
        else reverse("office:live")
        if officer
        else reverse("citizen:me"),
        "ways": ways_of(user, at=timezone.now()),
        "devices": list(Endpoint.objects.active().filter(user=user).order_by("-created_at")),
        "gone": list(gone_devices(user)),
        "push_key": public_key() if "webpush" in names else "",
        "takes_email": "email" in names and officer is not None,
        "refusal": refusal,
        "typed": typed,
    }
    with timezone.override(user.county.zone):
        return render(request, "realtime/mine.html", context, status=422 if refusal else 200)


def gone_devices(user: User) -> Any:
    """Those whose owner has not yet read that they are gone (F9)."""
    return Endpoint.objects.filter(user=user, ending=Endpoint.Ending.GONE, seen_at=None).order_by("-ended_at")


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("channels:mine")
