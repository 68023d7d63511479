"""``SealedField``: a text column that is ciphertext in the database and plain text on the instance."""

import re
from typing import Any

from django.conf import settings
from django.db import models

from agents import vault

#: A sealed value: the key's id, and the base64 of at least nonce and tag.
BLOB = re.compile(r"(?:sm4:)?[\w-]+\.[A-Za-z0-9+/]{38,}={0,2}")


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Reads and writes as ``str``. Bound to its row, so the primary key must exist before saving (UUIDs do).

    Cannot be filtered on (keep a ``vault.index`` beside it) nor be set by ``QuerySet.update`` (``sealed`` makes what
    can). ``bound_by``: the column it is bound to where the database makes the key, as ``order_id``.
    """

    #: Whether values from before the column was sealed are read as they stand, until ``reseal`` has come by.
    may_be_plain = False

    def __init__(self, *args: Any, bound_by: str = "pk", **kwargs: Any) -> None:
        self.bound_by = bound_by
        kwargs["default"] = ""
        kwargs["blank"] = True
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.bound_by != "pk":
            kwargs["bound_by"] = self.bound_by
        return name, path, args, kwargs

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
        return self.bound_to_key(getattr(instance, self.bound_by))

    def bound_to_key(self, key: Any) -> str:
        return f"{self.model._meta.label_lower}.{self.name}:{key}"

    def sealed(self, value: str, *, key: Any) -> "Sealed | str":
        """For ``QuerySet.update`` of the one row that is bound by ``key``."""
        return Sealed(vault.seal(value, bound_to=self.bound_to_key(key))) if value else ""

    def is_plain(self, blob: str) -> bool:
        return self.may_be_plain and BLOB.fullmatch(blob) is None


class SealedWordsField(SealedField):
    """Words that were kept in the clear once: read in either form, written sealed while SEAL_WORDS says so (ADR 43)."""

    may_be_plain = True

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> "Sealed | str":
        if value and self.is_plain(value):
            return value
        return super().from_db_value(value, expression, connection)

    def sealed_for(self, instance: models.Model, value: "Sealed | str") -> "Sealed | str":
        if value and not settings.SEAL_WORDS and not isinstance(value, Sealed):
            return Sealed(value)
        return super().sealed_for(instance, value)

    def sealed(self, value: str, *, key: Any) -> "Sealed | str":
        if value and not settings.SEAL_WORDS:
            return Sealed(value)
        return super().sealed(value, key=key)


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
            if not self.field.is_plain(value.blob):
                value = vault.open_sealed(value.blob, bound_to=self.field.bound_to(instance))
            else:
                value = value.blob
            instance.__dict__[self.name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.name] = value
