"""Officers sign in by user name and password; the second step follows where one is set up or must be."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agents.errors import Refusal
from agents.second_step.codes import has_second_step, is_second_step_missing
from agents.sign_in.passwords import prove_password
from frontend.account.waiting import Waiting, come_in, wait_for_step
from frontend.address import client_address
from frontend.doors import local_path
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {"next": local_path(said.get("next")), "username": said.get("username", "")}
    if request.method == "GET":
        return render(request, "account/password.html", context)
    at = timezone.now()
    try:
        user = prove_password(
            context["username"], request.POST.get("password", ""), at=at, address=client_address(request)
        )
    except Refusal as refusal:
        problems = problems_of(refusal)
        troubles = summary(problems, order=["username", "password"])
        context = {**context, "problems": problems, "troubles": troubles}
        return answer_refusal(request, refusal, "account/password.html", context)
    if has_second_step(user):
        wait_for_step(request, user, next=context["next"], at=at)
        return redirect("account:second_step")
    if is_second_step_missing(user):
        wait_for_step(request, user, next=context["next"], at=at)
        return redirect("account:set_up")
    return come_in(request, Waiting(user, context["next"], is_proven=True), at=at)
