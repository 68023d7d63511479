"""Everything the officer may open, as a page: what does not fit into a phone's bar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents.models import Officer
from agents.rights import Right
from frontend.office.navigation import groups_for
from frontend.roles import officers_with


@require_safe
@officers_with(Right.OWN_ACCOUNT)
def more(request: HttpRequest, officer: Officer) -> HttpResponse:
    context = {"officer": officer, "tab": "more", "groups": groups_for(officer)}
    return render(request, "office/more.html", context)
