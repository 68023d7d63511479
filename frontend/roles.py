"""Who may open a door: agents the agent's pages, officers the office. The role comes to the view as an argument."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from agents.errors import NotPermitted, SignedOut
from agents.models import Agent, Officer, User
from agents.rights import Right

P = ParamSpec("P")
Guarded = Callable[..., HttpResponse]


def agents_only(view: Callable[Concatenate[HttpRequest, Agent, P], HttpResponse]) -> Guarded:
    """``view(request, agent, …)``. Raises SignedOut (which leads to signing in) or NotPermitted."""

    def role_of(user: User) -> Agent | None:
        return user.as_agent

    return _guarded(view, role_of)


def officers_with(right: Right) -> Callable[[Callable[..., HttpResponse]], Guarded]:
    """``view(request, officer, …)`` for officers whose role has the right (``agents/rights.py``).

    The view says which right it asks for as ``view.right``; a test walks all of them with every role.
    """

    def role_of(user: User) -> Officer | None:
        officer = user.as_officer
        return officer if officer and officer.may(right) else None

    def guard(view: Callable[..., HttpResponse]) -> Guarded:
        guarded = _guarded(view, role_of)
        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return guard


#: Everybody who sees orders: auditors come in, too, and read only.
officers_only = officers_with(Right.SEE_ORDERS)
#: Officers who may do something with an order.
dispatchers_only = officers_with(Right.DISPATCH)
#: Officers who answer for the money: the county's managers and its auditors.
account_only = officers_with(Right.SEE_REWARDS)


def wants_json(request: HttpRequest) -> bool:
    """A script asked, and will say the answer on the page itself."""
    return "application/json" in request.headers.get("Accept", "")


def _guarded(view: Callable[..., HttpResponse], role_of: Callable[[User], Any]) -> Guarded:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            if wants_json(request):
                return JsonResponse({"code": SignedOut.code, "sentence": str(SignedOut())}, status=401)
            raise SignedOut
        role = role_of(user)
        if role is None:
            raise NotPermitted
        # Both came with the session's user in one statement; nobody needs to fetch them again.
        role.user, role.county = user, user.county
        with timezone.override(user.county.zone):
            return view(request, role, *args, **kwargs)

    return guarded
