"""The doors at which providers report. A refusal is an answer with a code, and a line in the log once a minute."""

import logging
from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agents.errors import Kind, Refusal
from realtime.clock import database_now
from realtime.outbox.reached import let_next_speak_for
from realtime.quiet_log import once_per_minute
from realtime.receipts.errors import NotUnderstood
from realtime.receipts.proof import prove_address, prove_signature, signature_of
from realtime.receipts.reports import FORMS, read_reports
from realtime.receipts.take_in import take_in

logger = logging.getLogger(__name__)

BODY_BYTES_MAX = 500_000
STATUS = {Kind.SIGNED_OUT: 401, Kind.FORBIDDEN: 403, Kind.CONFLICT: 409, Kind.INVALID: 400}


@csrf_exempt
@require_POST
@never_cache
def report(request: HttpRequest, channel: str, key: str = "") -> JsonResponse:
    """``key`` for providers that cannot sign; without it the report must be signed."""
    form = FORMS.get(channel)
    if form is None:
        raise Http404
    try:
        _take_in(request, channel, key, at=database_now())
    except Refusal as refusal:
        once_per_minute(
            logger, f"{channel} {refusal.code}", f"A report of {channel} was refused: {refusal.code}."
        )
        return JsonResponse({"code": refusal.code}, status=STATUS[refusal.kind])
    return JsonResponse(form.thanks)


def _take_in(request: HttpRequest, channel: str, key: str, *, at: datetime) -> None:
    body = request.body
    if len(body) > BODY_BYTES_MAX:
        raise NotUnderstood
    # One transaction: a report that is not understood leaves its nonce unused, and may be sent again put right.
    with transaction.atomic():
        if key:
            prove_address(channel, key)
        else:
            prove_signature(channel, signature_of(request), body, at=at)
        try:
            reports = read_reports(body, FORMS[channel])
        except ValueError:
            raise NotUnderstood from None
        take_in(reports, channel=channel, at=at)
        failed = [each.reference for each in reports if not each.was_delivered]
        let_next_speak_for(failed, channel=channel, at=at)
