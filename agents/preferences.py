"""How a person wants to be spoken to. Written when the person says so, and by nothing else."""

from agents.models import User
from agents.text import require

NAME_LENGTH_MAX = 50


def prefer_language(user: User, code: str) -> None:
    User.objects.filter(pk=user.pk).update(language=code)


def prefer_text_size(user: User, *, large: bool) -> None:
    User.objects.filter(pk=user.pk).update(large_text=large)


def rename(user: User, raw: str) -> None:
    """Raises FieldMissing or TextTooLong."""
    user.name = require(raw, max_length=NAME_LENGTH_MAX, field="name")
    user.save(update_fields=["name"])
