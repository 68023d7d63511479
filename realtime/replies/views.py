"""The door for SMS that agents have written: signed by the gateway, answered in a word for the gateway alone."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agents.errors import Kind, Refusal
from agents.phone import parse_phone
from agents.text import require
from realtime.clock import database_now
from realtime.models import Reply
from realtime.receipts.proof import prove_signature, signature_of
from realtime.replies.taking import TEXT_LENGTH_MAX, take_reply

BODY_BYTES_MAX = 16 * 1024
REFERENCE_LENGTH_MAX = 100
STATUS = {Kind.SIGNED_OUT: 401, Kind.FORBIDDEN: 403, Kind.CONFLICT: 409, Kind.INVALID: 422}
#: Under this name the nonces of this door are used up.
DOOR = "sms_reply"


@csrf_exempt
@require_POST
def sms_reply(request: HttpRequest) -> JsonResponse:
    """``{"id": "…", "from": "13812345678", "text": "抢 4821"}``; the same id again is the same SMS.

    200 says that it need not be sent again, whatever became of it.
    """
    at = database_now()
    try:
        if int(request.headers.get("Content-Length") or 0) > BODY_BYTES_MAX:
            return JsonResponse({"code": "too_large"}, status=413)
        reply = _take(request, at=at)
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "field": refusal.field}, status=STATUS[refusal.kind])
    return JsonResponse({"outcome": reply.outcome})


@transaction.atomic
def _take(request: HttpRequest, *, at: datetime) -> Reply:
    """Nonce, action and answer in one transaction: what was interrupted may come again as it is."""
    prove_signature(DOOR, signature_of(request), request.body, at=at)
    said = _object(request.body)
    return take_reply(
        require(_text(said, "id"), max_length=REFERENCE_LENGTH_MAX, field="id"),
        phone=parse_phone(_text(said, "from"), field="from"),
        text=require(_text(said, "text"), max_length=TEXT_LENGTH_MAX, field="text"),
        county_id=settings.COUNTY,
        at=at,
    )


class NotJson(Refusal):
    code = "not_json"


def _object(body: bytes) -> dict[str, Any]:
    """Raises NotJson."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise NotJson from None
    if not isinstance(said, dict):
        raise NotJson
    return said


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise NotJson(field=name)
    return value
