"""What is kept of a person, for that person: each room lists its own in ``own_data.py`` (S26)."""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import autodiscover_modules

from agents.models import User

Section = Callable[[User], Any]

_sections: dict[str, Section] = {}


def own_data(name: str) -> Callable[[Section], Section]:
    """Register a section: it returns what JSON can hold, all of it the person's own and nobody else's."""

    def register(section: Section) -> Section:
        _sections[name] = section
        return section

    return register


def own_data_of(user: User) -> dict[str, Any]:
    """All sections by name, those of the lower rooms first."""
    autodiscover_modules("own_data")
    return {name: section(user) for name, section in _sections.items()}


@own_data("person")
def person(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "phone": user.phone,
        "language": user.language,
        "large_text": user.large_text,
        "known_since": user.created_at,
        "devices": [
            {"kind": each.kind, "label": each.label, "since": each.created_at, "until": each.ended_at}
            for each in user.endpoints.order_by("created_at")
        ],
        "agreed_to": [
            {"version": each.version, "at": each.given_at} for each in user.consents.order_by("id")
        ],
    }
