"""One insert for each deed that an officer may have to answer for."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from agents.audit.door import door_address
from agents.masks import mask_numbers
from agents.models import Agent, County, Officer, User
from agents.models.audit_entry import AuditEntry, Deed, Who
from agents.text import clean

NAME_LENGTH_MAX = 100
REASON_LENGTH_MAX = 500
Actor = User | Agent | Officer | Who


def record_audit(
    deed: Deed,
    *,
    by: Actor,
    at: datetime,
    county: County | str = "",
    about: models.Model | str = "",
    refused: bool = False,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write it down in the transaction of what was done. ``county`` is needed only when nobody of it did it.

    ``about`` is the row that was changed, or words (``2026Q4``); ``before`` and ``after`` hold what changed, and
    never a name, phone or account of a person who is no public servant: digits that look like one are masked.
    Writers of one county wait for each other's commit, so this comes last in a transaction.
    """
    is_row = isinstance(about, models.Model)
    return AuditEntry.objects.create(
        county_id=_county_id(county, by),
        at=at,
        deed=deed,
        who=_who(by),
        actor_id=None if isinstance(by, Who) else _user_id(by),
        address=door_address(),
        about=about._meta.model_name or "" if isinstance(about, models.Model) else "",
        about_id=str(about.pk) if isinstance(about, models.Model) else "",
        about_name=mask_numbers(clean(str(about)))[:NAME_LENGTH_MAX] if about or is_row else "",
        is_refused=refused,
        reason=mask_numbers(clean(reason))[:REASON_LENGTH_MAX],
        before=_plain(before),
        after=_plain(after),
    )


def _county_id(county: County | str, by: Actor) -> str:
    if isinstance(county, County):
        return county.pk
    return county or ("" if isinstance(by, Who) else by.county_id)


def _who(by: Actor) -> Who:
    if isinstance(by, Who):
        return by
    if isinstance(by, Officer):
        return Who.OFFICER
    if isinstance(by, Agent):
        return Who.AGENT
    # A user signs in as what the user is.
    return Who.OFFICER if by.as_officer else Who.AGENT if by.as_agent else Who.CITIZEN


def _user_id(by: User | Agent | Officer) -> Any:
    return by.pk if isinstance(by, User) else by.user_id


def _plain(facts: dict[str, Any] | None) -> Any:
    """As JSON, with digits masked that look like a phone, an ID or an account."""
    return None if facts is None else json.loads(mask_numbers(json.dumps(facts, cls=DjangoJSONEncoder)))
