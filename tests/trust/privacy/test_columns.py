"""Nothing that could tell of a person comes into a table unnoticed, and what is personal lies sealed (S3, S27)."""

from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agents.fields import SealedField
from tests.trust.privacy.columns import KINDS, read

TEXTUAL = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    ArrayField,
)
# Django's own lists of what exists, which name nobody.
NOT_OURS = {"auth", "contenttypes"}


def columns() -> "dict[str, models.Field[Any, Any]]":
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_OURS
        for field in model._meta.local_concrete_fields
        if isinstance(field, TEXTUAL) and not field.is_relation
    }


def test_every_column_of_words_has_its_entry_and_every_entry_its_column():
    assert set(read()) == set(columns())
    assert set(read().values()) <= KINDS


def test_what_is_called_sealed_is_sealed_and_nothing_else():
    kinds = read()
    assert {name for name, field in columns().items() if isinstance(field, SealedField)} == {
        name for name, kind in kinds.items() if kind == "sealed"
    }
    # What once lay in the clear has its sealed column beside it.
    for name in (each for each, kind in kinds.items() if kind == "before"):
        assert kinds[name.replace("plain_words", "sealed_words")] == "sealed"
