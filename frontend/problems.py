"""Refusals as a form shows them: the same words in the summary on top and at the field."""

from collections.abc import Mapping
from dataclasses import dataclass

from agents.errors import InvalidInput, Refusal

Problems = dict[str, list[str]]


@dataclass(frozen=True)
class Trouble:
    """One line of the error summary; ``field`` is empty when the sentence is about the whole form."""

    field: str
    sentence: str
    label: str = ""


def problems_of(refusal: Refusal) -> Problems:
    """Field name → sentences; the empty name holds what is about the whole form."""
    if isinstance(refusal, InvalidInput):
        return {field: [str(each) for each in met] for field, met in refusal.problems.items()}
    return {refusal.field: [str(refusal)]}


def summary(
    problems: Problems, *, order: list[str], labels: Mapping[str, object] | None = None
) -> list[Trouble]:
    """The summary's lines in the order in which the fields stand on the page, each under its field's label."""
    place = {name: index for index, name in enumerate(order)}
    names = sorted(problems, key=lambda name: place.get(name, -1))
    return [
        Trouble(name if name in place else "", sentence, str((labels or {}).get(name, "")))
        for name in names
        for sentence in problems[name]
    ]
