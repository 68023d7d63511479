"""送达失败: the dead letters of the county, for its managers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agents.errors import NotAChoice
from agents.rights import Right
from realtime.channels import CHANNELS
from realtime.doors import officer_with
from realtime.failed.actions import AGAIN_MAX, send_again
from realtime.failed.listing import counts_by_channel, failed_of, failures

PER_PAGE = 50


@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    officer = officer_with(Right.SEND_AGAIN, request)
    channel = _channel(request.GET.get("channel", ""))
    page = Paginator(failed_of(officer.county, channel=channel), PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_by_channel(officer.county)
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "failed",
        "page": page,
        "failures": failures(page),
        "channel": channel,
        "counts": counts,
        "total": sum(count for _, _, count in counts),
        "address": f"?{urlencode({'channel': channel})}" if channel else "?",
    }
    with timezone.override(officer.county.zone):
        return render(request, "realtime/failed.html", context)


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Those named by ``delivery``; with ``all`` the newest of the channel shown, five hundred at a time."""
    officer = officer_with(Right.SEND_AGAIN, request)
    channel = _channel(request.POST.get("channel", ""))
    if "all" in request.POST:
        ids = list(failed_of(officer.county, channel=channel).values_list("pk", flat=True)[:AGAIN_MAX])
    else:
        ids = [_uuid(raw) for raw in request.POST.getlist("delivery")]
    count = send_again(ids, by=officer, at=timezone.now())
    messages.success(
        request,
        ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
        % {"count": count},
    )
    where = reverse("failed:list")
    return HttpResponseRedirect(f"{where}?{urlencode({'channel': channel})}" if channel else where)


def _channel(said: str) -> str:
    return said if said in CHANNELS else ""


def _uuid(raw: str) -> UUID:
    """Raises NotAChoice."""
    try:
        return UUID(raw)
    except ValueError:
        raise NotAChoice(field="delivery") from None
