"""``SealedField``: a text column that is ciphertext in the database and plain text on the instance."""

from typing import Any

from django.db import models

from agents import vault


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Reads and writes as ``str``. Bound to its row, so the primary key must exist before saving (UUIDs do).

    Cannot be filtered on (keep a ``vault.index`` beside it) nor be set by ``QuerySet.update``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["default"] = ""
        kwargs["blank"] = True
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> "Sealed | str":
        return Sealed(value) if value else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> "Sealed | str":
        return self.sealed_for(model_instance, model_instance.__dict__.get(self.attname, ""))

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, Sealed):
            return value.blob
        if value:
            raise TypeError(f"{self.name} is sealed for one row; save the instance.")
        return ""

    def sealed_for(self, instance: models.Model, value: "Sealed | str") -> "Sealed | str":
        if isinstance(value, Sealed) or not value:
            return value
        return Sealed(vault.seal(value, bound_to=self.bound_to(instance)))

    def bound_to(self, instance: models.Model) -> str:
        return f"{instance._meta.label_lower}.{self.name}:{instance.pk}"


class Sealed:
    """Ciphertext on its way to or from the database."""

    __slots__ = ("blob",)

    def __init__(self, blob: str) -> None:
        self.blob = blob


class _Opener:
    """Opens the value the first time it is read, so that a list of rows costs no decryption."""

    def __init__(self, field: SealedField) -> None:
        self.field = field
        self.name = field.attname

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.name not in instance.__dict__:
            instance.refresh_from_db(fields=[self.name])
        value = instance.__dict__[self.name]
        if isinstance(value, Sealed):
            value = vault.open_sealed(value.blob, bound_to=self.field.bound_to(instance))
            instance.__dict__[self.name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.name] = value
