"""What the schemas find wrong, said as refusals."""

from typing import Any

from ninja.errors import ValidationErrorContext

from agents.errors import FieldMissing, InvalidInput, NotAChoice, NotFound, Refusal, TextTooLong
from frontend.api.errors import UnknownField, WrongValue

CHOICES = frozenset({"enum", "literal_error"})


def refusal_of(errors: list[tuple[str, Any]]) -> Refusal:
    """``errors``: where each was found (path, query, header, body) and pydantic's description, named by the input.

    An address whose parts cannot be anything's is an address of nothing: NotFound.
    """
    if all(source == "path" for source, _ in errors):
        return NotFound()
    problems: dict[str, list[Refusal]] = {}
    for _, error in errors:
        problems.setdefault(error["field"], []).append(_fault(error))
    return InvalidInput(problems)


def faults_of(context: ValidationErrorContext[Any]) -> list[tuple[str, Any]]:
    source = str(context.model.__ninja_param_source__)
    faults = context.pydantic_validation_error.errors(include_url=False)
    return [(source, {**fault, "field": _field(context.model, source, fault["loc"])}) for fault in faults]


def _field(model: Any, source: str, loc: tuple[int | str, ...]) -> str:
    """ninja's locations begin with the name of our own parameter, which is nobody else's business."""
    if source == "body":
        return ".".join(map(str, loc[1:])) or "body"
    return ".".join(map(str, model.__ninja_flatten_map_reverse__.get(loc, loc)))


def _fault(error: Any) -> Refusal:
    kind = error["type"]
    if kind == "missing" or (kind == "string_too_short" and not error["input"]):
        return FieldMissing()
    if kind == "string_too_long":
        return TextTooLong(max=error["ctx"]["max_length"], length=len(error["input"]))
    if kind == "extra_forbidden":
        return UnknownField()
    return NotAChoice() if kind in CHOICES else WrongValue()
