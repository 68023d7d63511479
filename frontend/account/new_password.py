"""Before an officer comes in with a password that was handed over, or has lived its time: one of the own (S14)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agents.errors import NotPermitted, Refusal
from agents.passwords.policy import must_choose_anew, policy_in_use
from agents.sign_in.passwords import change_password
from frontend.account.waiting import come_in, waiting_for_step
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary


@sensitive_post_parameters("new_password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    waiting = waiting_for_step(request, at=at)
    if not waiting.is_proven or not must_choose_anew(waiting.user, at=at):
        raise NotPermitted
    context: dict[str, Any] = {
        "length_min": policy_in_use().length_min,
        "is_old": waiting.user.password_set_at is not None,
    }
    if request.method != "POST":
        return render(request, "account/new_password.html", context)
    try:
        change_password(waiting.user, request.POST.get("new_password", ""), by=waiting.user, at=at)
    except Refusal as refusal:
        problems = problems_of(refusal)
        context |= {"problems": problems, "troubles": summary(problems, order=["new_password"])}
        return answer_refusal(request, refusal, "account/new_password.html", context)
    return come_in(request, waiting, at=at)
