"""The signature of the house's own protocols, for the SMS gateway outwards and for receipts inwards.

``X-Signature`` is the hexadecimal HMAC-SHA256 of ``timestamp.nonce.body``; ``X-Timestamp`` is in whole seconds.
"""

import hashlib
import hmac


def signature(secret: str, *, timestamp: str, nonce: str, body: bytes) -> str:
    said = f"{timestamp}.{nonce}.".encode() + body
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def is_signed(secret: str, given: str, *, timestamp: str, nonce: str, body: bytes) -> bool:
    """In constant time, and never with an empty secret."""
    expected = signature(secret, timestamp=timestamp, nonce=nonce, body=body)
    return bool(secret) and hmac.compare_digest(expected.encode(), given.encode())
