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
            {
                "version": each.version,
                "for_a_child": each.for_child,
                "at": each.given_at,
                "withdrawn_at": each.withdrawn_at,
            }
            for each in user.consents.order_by("id")
        ],
    }


@own_data("agent")
def agent(user: User) -> dict[str, Any] | None:
    """As what the person serves or served the county; None for who never did."""
    mine = getattr(user, "agent", None)
    if mine is None:
        return None
    return {
        "name": mine.name,
        "post": mine.post,
        "office_phone": mine.office_phone,
        "grid": mine.grid.name,
        "on_duty": mine.is_on_duty,
        "joined_at": mine.joined_at,
        "ended_at": mine.ended_at,
        "bank_accounts": [
            {"bank": each.bank, "holder": each.holder, "number": each.number, "since": each.registered_at}
            for each in mine.bank_accounts.order_by("registered_at")
        ],
    }
