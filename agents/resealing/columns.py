from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from agents.fields import SealedField


@dataclass(frozen=True)
class Column:
    """A sealed column of one table."""

    model: type[models.Model]
    field: SealedField

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"


def sealed_columns() -> Iterator[Column]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedField):
                yield Column(model, field)
