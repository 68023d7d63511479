"""Personal data at rest: AES-256-GCM bound to its row, and a keyed index for look-up.

``seal`` writes ``key_id.base64(nonce + ciphertext)``; the associated data names model, field and row, so that a
sealed value copied to another row does not open there.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class SealBroken(Exception):
    """A sealed value cannot be opened: wrong key, wrong row, or altered."""


def seal(plain: str, *, bound_to: str) -> str:
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), bound_to.encode())
    return f"{key_id}.{base64.b64encode(nonce + sealed).decode()}"


def open_sealed(blob: str, *, bound_to: str) -> str:
    """Raises SealBroken."""
    key_id, _, encoded = blob.partition(".")
    try:
        raw = base64.b64decode(encoded)
        key = settings.FIELD_KEYS[key_id]
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
    except (InvalidTag, KeyError, ValueError) as error:
        raise SealBroken(bound_to) from error


def index(kind: str, value: str) -> str:
    """A look-up value that cannot be turned back without the index key; 32 hexadecimal digits."""
    return hmac.new(settings.INDEX_KEY, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]
