"""Words as people type them, made safe to keep: no NUL, no lone surrogates, no control characters."""

import unicodedata

from agents.errors import FieldMissing, TextTooLong

KEPT_CONTROLS = frozenset("\n\t")


def clean(raw: str) -> str:
    """Emoji and rare characters stay; what PostgreSQL or a page cannot hold goes; line ends become ``\\n``."""
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in unified if _is_kept(char)).strip()


def require(raw: str | None, *, max_length: int, field: str) -> str:
    """Raises FieldMissing or TextTooLong (limits in characters, after cleaning)."""
    text = clean(raw or "")
    if not text:
        raise FieldMissing(field=field)
    return limit(text, max_length=max_length, field=field)


def optional(raw: str | None, *, max_length: int, field: str) -> str:
    """Raises TextTooLong."""
    return limit(clean(raw or ""), max_length=max_length, field=field)


def limit(text: str, *, max_length: int, field: str) -> str:
    if len(text) > max_length:
        raise TextTooLong(field=field, max=max_length, length=len(text))
    return text


def _is_kept(char: str) -> bool:
    if char in KEPT_CONTROLS:
        return True
    category = unicodedata.category(char)
    # Cc controls (NUL), Cs lone surrogates; Cf only where it turns the direction of the text of others.
    return (
        category not in {"Cc", "Cs"} and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
