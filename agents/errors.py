"""Refusals: errors that are nouns, carry a stable code, and that a door can say in the user's language."""

from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """Why the answer is no. Doors map these to their own terms (HTTP: 422, 409, 403, 404, 429, 401)."""

    INVALID = "invalid"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    THROTTLED = "throttled"
    SIGNED_OUT = "signed_out"


class Refusal(Exception):
    """A request that cannot be granted. ``code`` is stable for machines, ``str()`` is one sentence for people.

    ``field`` names the input it is about, ``facts`` fill the sentence and go to machines as they are.
    """

    kind = Kind.INVALID
    code = "refused"
    sentence: Any = _("That is not possible.")
    field = ""

    def __init__(self, *, field: str = "", **facts: Any) -> None:
        self.facts = facts
        if field:
            self.field = field
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)


class InvalidInput(Refusal):
    """Several fields at once: ``problems`` maps a field's name to the refusals it met."""

    code = "invalid_input"
    sentence = _("Please check what is marked below.")

    def __init__(self, problems: dict[str, list[Refusal]]) -> None:
        self.problems = problems
        super().__init__()


class FieldMissing(Refusal):
    code = "missing"
    sentence = _("Please fill this in.")


class TextTooLong(Refusal):
    code = "too_long"
    sentence = _("Too long: at most %(max)d characters, these are %(length)d.")


class NotAChoice(Refusal):
    code = "not_a_choice"
    sentence = _("Please choose one of the options.")


class NotPermitted(Refusal):
    kind = Kind.FORBIDDEN
    code = "not_permitted"
    sentence = _("You may not do this.")


class SignedOut(Refusal):
    kind = Kind.SIGNED_OUT
    code = "signed_out"
    sentence = _("Please sign in first.")


class NotFound(Refusal):
    kind = Kind.NOT_FOUND
    code = "not_found"
    sentence = _("This does not exist, or it is not yours to see.")
