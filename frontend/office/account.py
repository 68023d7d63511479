"""An officer's own account: password and second step. Both ask for the present password first."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Refusal
from agents.models import Officer, RecoveryCode, SecondStep
from agents.passwords.policy import policy_in_use
from agents.rights import Right
from agents.sign_in.parallel import count_session
from agents.sign_in.passwords import change_password, prove_password
from frontend.account.waiting import wait_for_step
from frontend.address import client_address
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import officers_with

FIELDS = ["password", "new_password"]


@require_safe
@officers_with(Right.OWN_ACCOUNT)
def account(request: HttpRequest, officer: Officer) -> HttpResponse:
    return _page(request, officer)


@require_POST
@sensitive_post_parameters("password", "new_password")
@officers_with(Right.OWN_ACCOUNT)
def password(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A new password; every other browser of this officer is signed out."""
    try:
        _prove(request, officer)
        change_password(
            officer.user, request.POST.get("new_password", ""), by=officer.user, at=timezone.now()
        )
    except Refusal as refusal:
        return _page(request, officer, refusal, "password")
    update_session_auth_hash(request, officer.user)
    count_session(officer.user, str(request.session.session_key), at=timezone.now())
    messages.success(request, _("The password is changed. Everywhere else you are signed out."))
    return redirect("office:account")


@require_POST
@sensitive_post_parameters("password")
@officers_with(Right.OWN_ACCOUNT)
def begin_second_step(request: HttpRequest, officer: Officer) -> HttpResponse:
    """On to the set-up, where a new password is chosen, too. Who has a second step asks somebody to reset it."""
    try:
        _prove(request, officer)
    except Refusal as refusal:
        return _page(request, officer, refusal, "step")
    wait_for_step(request, officer.user, next=reverse("office:account"), at=timezone.now())
    return redirect("account:set_up")


def _prove(request: HttpRequest, officer: Officer) -> None:
    said = request.POST.get("password", "")
    prove_password(officer.user.username or "", said, at=timezone.now(), address=client_address(request))


def _page(
    request: HttpRequest, officer: Officer, refusal: Refusal | None = None, form: str = ""
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "account",
        "length_min": policy_in_use().length_min,
        "step": SecondStep.objects.filter(user=officer.user).first(),
        "codes_left": RecoveryCode.objects.filter(user=officer.user, used_at=None).count(),
        "form": form,
        "problems": problems,
        "troubles": summary(problems, order=FIELDS),
    }
    return render(request, "office/account.html", context, status=STATUS[refusal.kind] if refusal else 200)
