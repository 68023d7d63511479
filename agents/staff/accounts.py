"""What happens to an officer's account. Each is one row of the audit, with what was before and after."""

import re
import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from agents.audit import Deed, Who, record_audit
from agents.errors import NotAChoice, NotPermitted
from agents.models import Bureau, County, Officer, RecoveryCode, SecondStep, Township, User
from agents.rights import Right
from agents.second_step.errors import OwnSecondStep
from agents.sign_in.limits import one_at_a_time
from agents.sign_in.passwords import USERNAME_LENGTH_MAX, hand_over_password
from agents.signals import signed_out
from agents.staff.errors import (
    BureauNeeded,
    LastSecurityAdmin,
    NotAUsername,
    OwnAccount,
    TownshipNeeded,
    UsernameTaken,
)
from agents.text import require

NAME_LENGTH_MAX = 50
USERNAME = re.compile(r"[a-z][a-z0-9.-]{1,49}")
Role = Officer.Role


@transaction.atomic
def add_officer(
    county: County,
    *,
    name: str,
    username: str,
    role: str,
    bureau: Bureau | None = None,
    township: Township | None = None,
    on_desk: bool = False,
    by: Officer | Who,
    at: datetime,
) -> tuple[Officer, str]:
    """The officer and a first password, in the clear for this once; the first sign-in replaces it.

    ``by`` is a security administrator, or ``Who.SYSTEM`` for the command that opens a county's first account.
    Raises NotPermitted, FieldMissing, NotAUsername, UsernameTaken, NotAChoice, BureauNeeded or TownshipNeeded.
    """
    _require_right(by, county.pk)
    where = _where(role, bureau, township)
    said_name = require(name, max_length=NAME_LENGTH_MAX, field="name")
    said_username = require(username, max_length=USERNAME_LENGTH_MAX, field="username")
    if USERNAME.fullmatch(said_username) is None:
        raise NotAUsername
    password = secrets.token_urlsafe(12)
    user = User(county=county, name=said_name, username=said_username, created_at=at)
    hand_over_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise UsernameTaken from None
    officer = Officer.objects.create(
        user=user, county=county, name=said_name, role=role, on_desk=on_desk, **where
    )
    record_audit(Deed.OFFICER_ADDED, by=by, county=county, at=at, about=officer, after=_facts(officer))
    return officer, password


@transaction.atomic
def change_officer(
    officer_id: int,
    *,
    role: str,
    bureau: Bureau | None = None,
    township: Township | None = None,
    on_desk: bool = False,
    by: Officer,
    at: datetime,
) -> Officer:
    """Another role, another place, the duty desk or not. Raises NotPermitted, OwnAccount, LastSecurityAdmin, …"""
    officer = _theirs(officer_id, by)
    where = _where(role, bureau, township)
    if role != Role.SECURITY_ADMIN:
        _require_another_security_admin(officer)
    before = _facts(officer)
    officer.role, officer.on_desk = role, on_desk
    officer.bureau, officer.township = where["bureau"], where["township"]
    officer.save(update_fields=["role", "on_desk", "bureau", "township"])
    if _facts(officer) != before:
        record_audit(Deed.OFFICER_CHANGED, by=by, at=at, about=officer, before=before, after=_facts(officer))
        # Its sockets come back with what the new role hears.
        signed_out.send(User, user=officer.user, at=at)
    return officer


@transaction.atomic
def end_officer(officer_id: int, *, by: Officer, at: datetime) -> Officer:
    """The account is closed, and all that was open with it. Raises NotPermitted, OwnAccount or LastSecurityAdmin."""
    officer = _theirs(officer_id, by)
    _require_another_security_admin(officer)
    officer.ended_at, officer.on_desk = at, False
    officer.save(update_fields=["ended_at", "on_desk"])
    officer.user.is_active = False
    officer.user.save(update_fields=["is_active"])
    record_audit(Deed.OFFICER_ENDED, by=by, at=at, about=officer, before=_facts(officer))
    signed_out.send(User, user=officer.user, at=at)
    return officer


@transaction.atomic
def reset_second_step(officer_id: int, *, by: Officer, at: datetime) -> str:
    """The phone is lost: a new first password, in the clear for this once, and set-up begins again.

    Raises NotPermitted, or OwnSecondStep: it takes a second person (S13).
    """
    if officer_id == by.pk:
        raise OwnSecondStep
    officer = _theirs(officer_id, by)
    SecondStep.objects.filter(user=officer.user).delete()
    RecoveryCode.objects.filter(user=officer.user).delete()
    password = secrets.token_urlsafe(12)
    hand_over_password(officer.user, password)
    officer.user.save(update_fields=["password", "password_set_at"])
    record_audit(Deed.SECOND_STEP_RESET, by=by, at=at, about=officer)
    signed_out.send(User, user=officer.user, at=at)
    return password


def _require_right(by: Officer | Who, county_id: str) -> None:
    if isinstance(by, Officer) and (not by.may(Right.MANAGE_OFFICERS) or by.county_id != county_id):
        raise NotPermitted


def _theirs(officer_id: int, by: Officer) -> Officer:
    """Another serving officer of the county. Raises NotPermitted or OwnAccount."""
    if officer_id == by.pk:
        raise OwnAccount
    # One change of a county's officers at a time, so that two who close each other's account do not both succeed.
    one_at_a_time(f"officers:{by.county_id}")
    serving = Officer.objects.serving().filter(pk=officer_id, county_id=by.county_id)
    officer = serving.select_related("user", "bureau", "township").first()
    if officer is None or not by.may(Right.MANAGE_OFFICERS):
        raise NotPermitted
    return officer


def _require_another_security_admin(officer: Officer) -> None:
    if officer.role != Role.SECURITY_ADMIN:
        return
    others = Officer.objects.serving().filter(county_id=officer.county_id, role=Role.SECURITY_ADMIN)
    if not others.exclude(pk=officer.pk).exists():
        raise LastSecurityAdmin


def _where(role: str, bureau: Bureau | None, township: Township | None) -> dict[str, Any]:
    """Only what the role needs. Raises NotAChoice, BureauNeeded or TownshipNeeded."""
    if role not in Role.values:
        raise NotAChoice(field="role")
    if role == Role.BUREAU_OFFICER and bureau is None:
        raise BureauNeeded
    if role == Role.TOWNSHIP_OFFICER and township is None:
        raise TownshipNeeded
    return {
        "bureau": bureau if role == Role.BUREAU_OFFICER else None,
        "township": township if role == Role.TOWNSHIP_OFFICER else None,
    }


def _facts(officer: Officer) -> dict[str, Any]:
    where = str(officer.bureau or officer.township or "")
    return {"role": officer.role, "where": where, "on_desk": officer.on_desk}
