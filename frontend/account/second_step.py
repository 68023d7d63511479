"""The code of the officer's app, after the password."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agents.errors import Refusal
from agents.second_step.codes import prove_second_step
from frontend.account.waiting import come_in, waiting_for_step
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    waiting = waiting_for_step(request, at=at)
    context: dict[str, Any] = {"name": waiting.user.username}
    if request.method != "POST":
        return render(request, "account/second_step.html", context)
    try:
        prove_second_step(waiting.user, request.POST.get("code", ""), at=at)
    except Refusal as refusal:
        problems = problems_of(refusal)
        context |= {"problems": problems, "troubles": summary(problems, order=["code"])}
        return answer_refusal(request, refusal, "account/second_step.html", context)
    return come_in(request, waiting, at=at)
