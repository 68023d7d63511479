"""What people said, in tables that are chained: the chain proves the words without holding them (ADR 43).

The words lie sealed with a salt; the row keeps the SHA-256 of both, which the chain covers. So the words can be sealed
anew with another key, or erased, and the row is still provably the one that was written; and from the hash nobody can
guess what an erased line said, since the salt went with it.
"""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models

from agents.vault import SealBroken

SALT_LENGTH = 32


def said() -> property:
    """``words`` of a model with ``plain_words`` (from before), ``sealed_words`` and ``words_proof``."""

    def read(row: Any) -> str:
        words: str = row.sealed_words
        return words[SALT_LENGTH:] if words else row.plain_words

    def write(row: Any, words: str) -> None:
        row.plain_words, row.sealed_words, row.words_proof = words, "", None
        if words and settings.SEAL_WORDS:
            salted = secrets.token_hex(SALT_LENGTH // 2) + words
            row.plain_words, row.sealed_words, row.words_proof = "", salted, proof_of(salted)

    return property(read, write)


def proof_of(salted: str) -> str:
    return hashlib.sha256(salted.encode()).hexdigest()


def is_as_said(row: Any) -> bool:
    """Whether the sealed words are those that the chained row was written with, and open at all."""
    try:
        return bool(row.words_proof == proof_of(row.sealed_words))
    except SealBroken:
        return False


def erase_words(rows: "models.QuerySet[Any]") -> None:
    """They and nothing else of the rows; the database lets no other change through."""
    spoken = models.Q(sealed_words__gt="") | ~models.Q(plain_words="")
    rows.filter(spoken).update(plain_words="", sealed_words="")
