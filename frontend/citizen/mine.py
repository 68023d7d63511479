"""My orders, and what the house knows of me."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agents.errors import Refusal
from agents.preferences import rename
from dispatch.orders.models import Order
from dispatch.orders.states import LIVE
from frontend.citizen.next_step import next_step
from frontend.doors import signed_in, user_of
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary

ON_A_PAGE = 20


@signed_in
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """The running ones first, then the ended ones, the latest on top."""
    now = timezone.now()
    mine = Order.objects.asked_by(user_of(request)).select_related("item", "village", "agent")
    # Few of one person's orders run at a time; they stand on every page.
    running = mine.filter(state__in=LIVE).order_by("-placed_at")[:ON_A_PAGE]
    page = Paginator(mine.exclude(state__in=LIVE).order_by("-placed_at"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "now": now,
        "running": [(order, next_step(order, now)) for order in running],
        "page": page,
        "ended": [(order, next_step(order, now)) for order in page],
    }
    return render(request, "citizen/orders.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if request.method != "POST":
        return render(request, "citizen/me.html", {"name": user.name})
    said = request.POST.get("name", "")
    try:
        rename(user, said)
    except Refusal as refusal:
        problems = problems_of(refusal)
        context = {"name": said, "problems": problems, "troubles": summary(problems, order=["name"])}
        return render(request, "citizen/me.html", context, status=STATUS[refusal.kind])
    messages.success(request, _("Your name is kept."))
    return redirect("citizen:me")
