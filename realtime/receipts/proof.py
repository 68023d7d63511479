"""Is a report from whom it says? By a signature, or by an address that only the provider was told (F36).

Neither Alibaba Cloud nor Tencent Cloud signs its delivery reports. They are given an address that holds a key made
from the county's secret; whoever can sign (a gateway, a relay before the site) signs, with a time and a nonce.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from realtime.channels.signing import is_signed
from realtime.models import CallbackNonce
from realtime.receipts.errors import NotProven, Replayed, TooLate

APART_MAX = timedelta(minutes=5)
NONCE_LENGTHS = range(16, 65)

# The database decides between two that come at once.
USE_UP = """
insert into realtime_callbacknonce (channel, nonce, at) values (%s, %s, %s)
on conflict (channel, nonce) do nothing
"""


@dataclass(frozen=True)
class Signature:
    """What a signed report brings beside its body."""

    signature: str
    timestamp: str
    nonce: str


def signature_of(request: HttpRequest) -> Signature:
    headers = request.headers
    return Signature(
        signature=headers.get("X-Signature", ""),
        timestamp=headers.get("X-Timestamp", ""),
        nonce=headers.get("X-Nonce", ""),
    )


def address_key(channel: str) -> str:
    """The last part of the address that is entered at the provider; empty without a secret."""
    if not settings.CALLBACK_SECRET:
        return ""
    said = f"callbacks/{channel}".encode()
    return hmac.new(settings.CALLBACK_SECRET.encode(), said, hashlib.sha256).hexdigest()[:40]


def prove_address(channel: str, key: str) -> None:
    """Raises NotProven. The same report again changes nothing, so that it needs neither time nor nonce."""
    expected = address_key(channel)
    if not expected or not hmac.compare_digest(expected.encode(), key.encode()):
        raise NotProven


def prove_signature(channel: str, said: Signature, body: bytes, *, at: datetime) -> None:
    """Raises NotProven, TooLate or Replayed. The nonce is used up, in the caller's transaction."""
    signed = is_signed(
        settings.CALLBACK_SECRET, said.signature, timestamp=said.timestamp, nonce=said.nonce, body=body
    )
    if not signed or len(said.nonce) not in NONCE_LENGTHS:
        raise NotProven
    if not (said.timestamp.isascii() and said.timestamp.isdigit()) or len(said.timestamp) > 12:
        raise NotProven
    if abs(at.timestamp() - int(said.timestamp)) > APART_MAX.total_seconds():
        raise TooLate
    with connection.cursor() as cursor:
        cursor.execute(USE_UP, [channel, said.nonce, at])
        if not cursor.rowcount:
            raise Replayed


def forget_nonces(*, at: datetime) -> int:
    """Those whose timestamp would not be taken any more. From both ends of the five minutes, and one to spare."""
    deleted, _ = CallbackNonce.objects.filter(at__lt=at - 2 * APART_MAX - timedelta(minutes=1)).delete()
    return deleted
