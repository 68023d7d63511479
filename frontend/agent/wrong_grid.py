"""不是本网格: one tap, or two when the agent knows whose it is (X16)."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents.errors import NotAChoice
from agents.models import Agent, Grid
from dispatch.orders.actions import report_wrong_grid
from frontend.agent.steps import answer_step
from frontend.roles import agents_only


@require_POST
@agents_only
def wrong_grid(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    """``grid`` may be left out: then an officer names it."""
    code = request.POST.get("grid", "")

    def do(at: datetime) -> None:
        report_wrong_grid(order_id, agent=agent, at=at, grid=_named(agent, code))

    said = (
        _("Handed on to the agents of the right grid.")
        if code
        else _("Handed on: all grids may claim it, and an officer names the right one.")
    )
    return answer_step(request, agent, order_id, "wrong_grid", do, said, then=reverse("agent:board"))


def _named(agent: Agent, code: str) -> Grid | None:
    """Raises NotAChoice."""
    if not code:
        return None
    grid = Grid.objects.filter(county_id=agent.county_id, code=code).first()
    if grid is None:
        raise NotAChoice(field="grid")
    return grid
