"""An officer's first sign-in: an own password instead of the one that was handed over, and the second step."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agents.errors import NotPermitted, Refusal
from agents.models import User
from agents.passwords.policy import policy_in_use, require_strong
from agents.second_step.codes import address_for_app, fresh_secret, has_second_step, set_up_second_step
from agents.sign_in.passwords import change_password
from frontend.account.waiting import Waiting, come_in, waiting_for_step
from frontend.keeping import forget, keep, kept
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary

SECRET, DONE = "step_secret", "step_done"
FIELDS = ["new_password", "code"]


@sensitive_post_parameters("code", "new_password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Scan, choose a password, confirm with a code; then the recovery codes, once; then in."""
    at = timezone.now()
    waiting = waiting_for_step(request, at=at)
    if request.method == "POST" and request.POST.get("go") and kept(request, DONE):
        forget(request, DONE)
        return come_in(request, waiting, at=at)
    if has_second_step(waiting.user):
        # Only whoever set it up just now, in this browser, has passed it.
        raise NotPermitted
    if request.method != "POST":
        return render(request, "account/set_up.html", _offer(request, waiting.user))
    try:
        codes = _do(request, waiting, at)
    except Refusal as refusal:
        problems = problems_of(refusal)
        context = {**_offer(request, waiting.user), "problems": problems}
        context["troubles"] = summary(problems, order=FIELDS)
        return answer_refusal(request, refusal, "account/set_up.html", context)
    return render(request, "account/recovery_codes.html", {"codes": codes})


def _do(request: HttpRequest, waiting: Waiting, at: Any) -> list[str]:
    user, new = waiting.user, request.POST.get("new_password", "")
    require_strong(new, user=user)
    secret = kept(request, SECRET).get("secret", "")
    codes = set_up_second_step(user, secret or fresh_secret(), request.POST.get("code", ""), at=at)
    change_password(user, new, by=user, at=at)
    forget(request, SECRET)
    keep(request, DONE, {"done": True})
    return codes


def _offer(request: HttpRequest, user: User) -> dict[str, Any]:
    """The same secret until it is confirmed, so that a page loaded twice does not spoil a scan."""
    secret = kept(request, SECRET).get("secret") or fresh_secret()
    keep(request, SECRET, {"secret": secret})
    picture = segno.make(address_for_app(secret, user)).svg_data_uri(scale=5, dark="#1b2420", light="#ffffff")
    length_min = policy_in_use().length_min
    return {
        "picture": picture,
        "length_min": length_min,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    }
