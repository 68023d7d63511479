"""抢单大厅: what may be claimed now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agents import clock
from agents.models import Agent
from dispatch.orders.models import Order
from frontend.agent.cards import board_of
from frontend.roles import agents_only


@require_safe
@agents_only
def board(request: HttpRequest, agent: Agent) -> HttpResponse:
    context = {**_cards(agent), "tab": "board", "words": _words()}
    return render(request, "agent/board.html", context)


@require_safe
@agents_only
def board_cards(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The cards alone: what the page fetches whenever it may have missed something."""
    return render(request, "agent/_board_cards.html", _cards(agent))


def _cards(agent: Agent) -> dict[str, Any]:
    at = clock.now()
    carried = Order.objects.unfinished().filter(agent=agent).count()
    return {"agent": agent, "board": board_of(agent, at=at), "carried": carried, "at": at}


def _words() -> dict[str, str]:
    """What board.js says; ``{…}`` are filled there."""
    return {
        "claiming": _("Claiming…"),
        "claimed": _("{name} has taken it"),
        "taken": _("Another agent has taken it"),
        "assigned": _("An officer gave it to {name}"),
        "cancelled": _("The applicant withdrew it"),
        "moved": _("It belongs to another grid"),
        "gone": _("No longer to be had"),
        "lost_network": _("No answer came. Tap again when you are back; if it is yours already, it opens."),
        "restarting": _("The server is just starting again. Tap once more in a moment."),
        "checking": _("Looking what is open now…"),
        "unreachable": _("The server does not answer: claiming waits until it does."),
        "offline": _("No network: claiming waits until you are back."),
        "just_now": _("just now"),
        "waited": _("waited %(time)s").replace("%(time)s", "{time}"),
        "minutes": _("%(minutes)d min").replace("%(minutes)d", "{minutes}"),
        "hours": _("%(hours)d h %(minutes)d min")
        .replace("%(hours)d", "{hours}")
        .replace("%(minutes)d", "{minutes}"),
        "km": _("%(km)s km").replace("%(km)s", "{km}"),
        "new_card": _("A new order came in"),
    }
