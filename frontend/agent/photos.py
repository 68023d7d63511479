"""Photos of a carried order: added by a form or, already made smaller, by a script; removed by who added them."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents.models import Agent
from dispatch.casework.photos.actions import add_photo, remove_photo
from frontend.agent.steps import answer_step
from frontend.photos.sent import sent_photo
from frontend.roles import agents_only


@require_POST
@agents_only
def add(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        photo_id, content = sent_photo(request)
        add_photo(order_id, photo_id=photo_id, content=content, by=agent, at=at)

    return answer_step(request, agent, order_id, "photos", do, _("The photo is with the order."))


@require_POST
@agents_only
def remove(request: HttpRequest, agent: Agent, order_id: UUID, photo_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        remove_photo(order_id, photo_id=photo_id, by=agent, at=at)

    return answer_step(request, agent, order_id, "photos", do, _("The photo is removed and erased."))
