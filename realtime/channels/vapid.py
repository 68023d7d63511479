"""The site's own key for Web Push, as a browser needs it to subscribe (RFC 8292)."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


def public_key() -> str:
    """In URL-safe base64; empty when Web Push is not set up, or with a key that is none."""
    try:
        raw = base64.urlsafe_b64decode(f"{settings.WEBPUSH_PRIVATE_KEY}===")
        key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    except (binascii.Error, ValueError):
        return ""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
