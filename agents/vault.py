"""Personal data at rest: an authenticated cipher bound to its row, and a keyed index for look-up.

``seal`` writes ``key_id.base64(nonce + ciphertext)``, before it ``sm4:`` where the county seals by the national
algorithms (GB/T 32907 and 32905). The associated data names model, field and row, so that a sealed value copied to
another row does not open there. Each value opens by the cipher that sealed it, whatever the setting says by now.
"""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES, TAG_BYTES = 12, 16
AES, SM4 = "aes", "sm4"
SM4_MARK = "sm4:"
DIGESTS = {"sha256": hashes.SHA256, "sm3": hashes.SM3}


class SealBroken(Exception):
    """A sealed value cannot be opened: wrong key, wrong row, or altered."""


def seal(plain: str, *, bound_to: str) -> str:
    key_id, key = _current_key()
    nonce = os.urandom(NONCE_BYTES)
    cipher = settings.FIELD_CIPHER
    if cipher == SM4:
        sealed = _seal_by_sm4(key, nonce, plain.encode(), bound_to.encode())
    else:
        sealed = AESGCM(key).encrypt(nonce, plain.encode(), bound_to.encode())
    return f"{_mark(cipher, key_id)}{base64.b64encode(nonce + sealed).decode()}"


def open_sealed(blob: str, *, bound_to: str) -> str:
    """Raises SealBroken."""
    is_sm4 = blob.startswith(SM4_MARK)
    key_id, _, encoded = blob.removeprefix(SM4_MARK).partition(".")
    try:
        raw = base64.b64decode(encoded)
        key = settings.FIELD_KEYS[key_id]
        opened = _open_by_sm4 if is_sm4 else _open_by_aes
        return opened(key, raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
    except (InvalidTag, KeyError, ValueError) as error:
        raise SealBroken(bound_to) from error


def current_mark() -> str:
    """How a value begins that was sealed with today's key and cipher."""
    key_id, _ = _current_key()
    return _mark(settings.FIELD_CIPHER, key_id)


def index(kind: str, value: str) -> str:
    """A look-up value that cannot be turned back without the index key; 32 hexadecimal digits.

    By SHA-256, or by SM3 where INDEX_DIGEST says so: chosen once, before a county's first row, for what was looked up
    by the one is not found by the other.
    """
    digest = hmac.HMAC(settings.INDEX_KEY, DIGESTS[settings.INDEX_DIGEST]())
    digest.update(f"{kind}:{value}".encode())
    return digest.finalize().hex()[:32]


def _current_key() -> tuple[str, bytes]:
    """Identifier and key of one reading: a value marked with one key and sealed by another would never open again."""
    return next(iter(settings.FIELD_KEYS.items()))


def _mark(cipher: str, key_id: str) -> str:
    return f"{SM4_MARK if cipher == SM4 else ''}{key_id}."


def _open_by_aes(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, sealed, bound_to)


def _seal_by_sm4(key: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    sealing = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound_to)
    sealed = sealing.update(plain) + sealing.finalize()
    return sealed + sealing.tag


def _open_by_sm4(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    tag = sealed[-TAG_BYTES:]
    opening = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce, tag)).decryptor()
    opening.authenticate_additional_data(bound_to)
    return opening.update(sealed[:-TAG_BYTES]) + opening.finalize()


@lru_cache(maxsize=16)
def _sm4_key(key: bytes) -> bytes:
    """SM4 takes 128 bits; made of the whole key, so that the same key serves both ciphers apart from each other."""
    digest = hmac.HMAC(key, hashes.SM3())
    digest.update(b"field-sm4")
    return digest.finalize()[:16]
