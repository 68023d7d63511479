"""Who brings an SMS in proves it: a signature, a clock within five minutes, and a nonce that is good once (F36).

``X-Signature`` is the hexadecimal HMAC-SHA256 of ``timestamp.nonce.body`` with ``CALLBACK_SECRET``; ``X-Timestamp``
is in whole seconds.
"""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal

CLOCKS_APART_MAX = timedelta(minutes=5)
NONCE = re.compile(r"[0-9A-Za-z_-]{16,64}")


class Unproven(Refusal):
    """Says no more to whoever cannot prove who they are."""

    kind = Kind.FORBIDDEN
    code = "unproven"
    sentence = _("The signature, the time or the nonce of this call does not hold.")


def require_proof(request: HttpRequest, *, at: datetime) -> str:
    """The nonce, for the caller to keep. Raises Unproven."""
    timestamp, nonce = request.headers.get("X-Timestamp", ""), request.headers.get("X-Nonce", "")
    if not re.fullmatch(r"\d{1,12}", timestamp) or not NONCE.fullmatch(nonce):
        raise Unproven
    said = f"{timestamp}.{nonce}.".encode() + request.body
    expected = hmac.new(settings.CALLBACK_SECRET.encode(), said, hashlib.sha256).hexdigest()
    given = request.headers.get("X-Signature", "")
    if not settings.CALLBACK_SECRET or not hmac.compare_digest(expected.encode(), given.encode()):
        raise Unproven
    if abs(at.timestamp() - int(timestamp)) > CLOCKS_APART_MAX.total_seconds():
        raise Unproven
    return nonce
