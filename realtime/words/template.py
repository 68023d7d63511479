"""Words with variables in braces, and what comes of filling them. Pure Python."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from realtime.channels.base import Undeliverable

VARIABLE = re.compile(r"\{(\w+)\}")
HOUSE_VARIABLE = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Template:
    """``codes``: the providers' own names for these words, by channel."""

    words: str
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """``variables`` in the order in which the words ask for them, for providers that count instead of naming."""

    text: str = field(repr=False)
    variables: dict[str, str] = field(repr=False)
    codes: dict[str, str]


def variables_of(words: str) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(VARIABLE.findall(words)))


def in_braces(house: str) -> str:
    """``Order %(number)s`` → ``Order {number}``."""
    return HOUSE_VARIABLE.sub(r"{\1}", house).replace("%%", "%")


def filled(template: Template, *, facts: Mapping[str, Any]) -> Wording:
    """Raises Undeliverable for a variable that the message has not: set aside, with the reason."""
    names = variables_of(template.words)
    missing = [name for name in names if name not in facts]
    if missing:
        raise Undeliverable(f"the text asks for {', '.join(missing)}, which this message has not")
    variables = {name: str(facts[name]) for name in names}
    text = VARIABLE.sub(lambda found: variables[found.group(1)], template.words)
    return Wording(text, variables, dict(template.codes))
