"""抢单大厅: what may be claimed now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agents import clock
from agents.models import Agent
from frontend.agent.cards import BoardCard, board_of
from frontend.agent.moulds import filled_cards
from frontend.roles import agents_only


@require_safe
@agents_only
def board(request: HttpRequest, agent: Agent) -> HttpResponse:
    context = {**_cards(request, agent), "tab": "board", "words": _words()}
    return render(request, "agent/board.html", context)


@require_safe
@agents_only
def board_cards(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The cards alone: what the page fetches whenever it may have missed something."""
    return render(request, "agent/_board_cards.html", _cards(request, agent))


def _cards(request: HttpRequest, agent: Agent) -> dict[str, Any]:
    at = clock.now()
    board = board_of(agent, at=at)
    html = filled_cards([*board.own, *board.others], at=at, token=get_token(request))
    return {
        "agent": agent,
        "board": board,
        "own_cards": _one_after_the_other(board.own, html),
        "other_cards": _one_after_the_other(board.others, html),
        "carried": board.in_hand,
        "at": at,
    }


def _one_after_the_other(cards: list[BoardCard], html: dict[UUID, SafeString]) -> SafeString:
    # Each of them is safe as it stands.
    return mark_safe("".join(html[card.order_id] for card in cards if card.order_id in html))  # noqa: S308  # nosec B308 B703 # rendered cards


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
        "handing": _("Not of my grid: it is handed on in five seconds."),
        "handing_lost": _("No answer came. Tap again when you are back: nothing is done twice."),
        "undo": _("Undo"),
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
