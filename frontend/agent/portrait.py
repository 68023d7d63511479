"""The agent's own face: shown, set, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Refusal
from agents.models import Agent
from dispatch.casework.portraits.actions import remove_portrait, set_portrait
from frontend.agent.me import me_page
from frontend.photos.portraits import portrait_of
from frontend.photos.sent import sent_picture
from frontend.roles import agents_only


@require_safe
@agents_only
def show(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Raises PhotoNotFound."""
    return portrait_of(agent)


@require_POST
@agents_only
def set_own(request: HttpRequest, agent: Agent) -> HttpResponse:
    try:
        set_portrait(agent, sent_picture(request), by=agent, at=timezone.now())
    except Refusal as refusal:
        return me_page(request, agent, refusal)
    messages.success(request, _("The portrait is set."))
    return redirect("agent:me")


@require_POST
@agents_only
def remove_own(request: HttpRequest, agent: Agent) -> HttpResponse:
    remove_portrait(agent, by=agent, at=timezone.now())
    messages.success(request, _("The portrait is removed and erased."))
    return redirect("agent:me")
