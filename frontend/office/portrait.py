"""An agent's face, as the office shows, sets and removes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Refusal
from agents.models import Officer
from agents.rights import Right
from dispatch.casework.portraits.actions import remove_portrait, set_portrait
from frontend.office.member import member_page, shown_member
from frontend.photos.portraits import portrait_of
from frontend.photos.sent import sent_picture
from frontend.roles import officers_with


@require_safe
@officers_with(Right.SEE_PEOPLE)
def show(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    """Raises NotFound or PhotoNotFound."""
    return portrait_of(shown_member(officer, agent_id))


@require_POST
@officers_with(Right.MANAGE_AGENTS)
def set_one(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    agent = shown_member(officer, agent_id)
    try:
        set_portrait(agent, sent_picture(request), by=officer, at=timezone.now())
    except Refusal as refusal:
        return member_page(request, officer, agent, refusal)
    messages.success(request, _("The portrait is set."))
    return redirect("office:member", agent_id)


@require_POST
@officers_with(Right.MANAGE_AGENTS)
def remove_one(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    remove_portrait(shown_member(officer, agent_id), by=officer, at=timezone.now())
    messages.success(request, _("The portrait is removed and erased."))
    return redirect("office:member", agent_id)
