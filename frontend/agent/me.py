"""我的: duty, grid, how I am reached; and the duty switch itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.duty import set_duty
from agents.errors import NotAChoice, Refusal
from agents.masks import mask_phone
from agents.models import Agent
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import agents_only, wants_json

COLLEAGUES_SHOWN_MAX = 12


@require_safe
@agents_only
def me(request: HttpRequest, agent: Agent) -> HttpResponse:
    return me_page(request, agent)


def me_page(request: HttpRequest, agent: Agent, refusal: Refusal | None = None) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    colleagues = (
        Agent.objects.serving()
        .filter(grid_id=agent.grid_id)
        .exclude(pk=agent.pk)
        .order_by("-is_on_duty", "name")
    )
    context = {
        "agent": agent,
        "phone": mask_phone(agent.user.phone),
        "colleagues": colleagues[:COLLEAGUES_SHOWN_MAX],
        "tab": "me",
        "problems": problems,
        "troubles": summary(problems, order=["photo"]),
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "agent/me.html", context, status=status)


@require_POST
@agents_only
def duty(request: HttpRequest, agent: Agent) -> HttpResponse:
    """``on`` is 1 or 0: the switch says where it wants to be, so that a second tap in transit changes nothing."""
    wanted = request.POST.get("on", "")
    if wanted not in {"0", "1"}:
        raise NotAChoice(field="on")
    set_duty(agent, on_duty=wanted == "1", at=timezone.now())
    if wants_json(request):
        return JsonResponse({"on_duty": agent.is_on_duty})
    messages.success(request, _("You are on duty.") if agent.is_on_duty else _("You are off duty."))
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    """To the page of this site that the switch stood on."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("agent:board")
