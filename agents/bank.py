"""Where an agent's rewards are paid to. The account is the agent's own; two agents never share one (R2, R13)."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agents import vault
from agents.audit import Deed, Who, record_audit
from agents.errors import FieldMissing, InvalidInput, Kind, NotPermitted, Refusal, TextTooLong
from agents.models import Agent, BankAccount, Officer
from agents.rights import Right
from agents.text import clean

BANK_LENGTH_MAX = 60
NUMBER = re.compile(r"[0-9]{12,19}")
#: Numbers of this beginning are cards, whose last digit checks the others.
CARD = re.compile(r"62[0-9]{14,17}")


class NotABankAccount(Refusal):
    code = "not_a_bank_account"
    sentence = _("This is not an account number; please compare it with the card or the passbook.")
    field = "number"


class HolderIsNotTheAgent(Refusal):
    code = "holder_is_not_the_agent"
    sentence = _("The account must be the agent's own: its holder has another name.")
    field = "holder"


class BankAccountTaken(Refusal):
    kind = Kind.CONFLICT
    code = "bank_account_taken"
    sentence = _("Another agent is paid to this account.")
    field = "number"


def register_bank_account(
    agent: Agent, *, bank: str, holder: str, number: str, by: Officer | None, at: datetime
) -> BankAccount:
    """From now on the agent is paid to this account; the one before it ends. The same account again changes nothing.

    Raises NotPermitted, InvalidInput, which names each field, and BankAccountTaken.
    """
    if by is not None and (not by.may(Right.SETTLE) or by.county_id != agent.county_id):
        raise NotPermitted
    bank, holder, digits = clean(bank), clean(holder), re.sub(r"[\s-]", "", clean(number))
    _require_sound(agent, bank, holder, digits)
    try:
        with transaction.atomic():
            Agent.objects.select_for_update().get(pk=agent.pk)
            return _replace(agent, bank, holder, digits, by, at)
    except IntegrityError as error:
        raise BankAccountTaken from error


def is_account_number(digits: str) -> bool:
    """Twelve to nineteen digits; a card's must also add up (Luhn). Pure."""
    return bool(NUMBER.fullmatch(digits)) and (not CARD.fullmatch(digits) or adds_up(digits))


def adds_up(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812). Pure."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def mask_account(digits: str) -> str:
    """``6200000000000000000`` → ``6200 **** 0000``."""
    return f"{digits[:4]} **** {digits[-4:]}" if digits else ""


def _require_sound(agent: Agent, bank: str, holder: str, digits: str) -> None:
    problems: dict[str, list[Refusal]] = {}
    if not bank:
        problems["bank"] = [FieldMissing()]
    elif len(bank) > BANK_LENGTH_MAX:
        problems["bank"] = [TextTooLong(max=BANK_LENGTH_MAX, length=len(bank))]
    if holder != agent.name:
        problems["holder"] = [HolderIsNotTheAgent()]
    if not is_account_number(digits):
        problems["number"] = [NotABankAccount()]
    if problems:
        raise InvalidInput(problems)


def _replace(
    agent: Agent, bank: str, holder: str, digits: str, by: Officer | None, at: datetime
) -> BankAccount:
    now = BankAccount.objects.current().filter(agent=agent).first()
    if now and (now.bank, now.number) == (bank, digits):
        return now
    if now:
        BankAccount.objects.filter(pk=now.pk).update(ended_at=at)
    account = BankAccount.objects.create(
        county_id=agent.county_id,
        agent=agent,
        bank=bank,
        holder=holder,
        number=digits,
        number_index=vault.index("bank_account", digits),
        registered_by=by,
        registered_at=at,
    )
    record_audit(
        Deed.BANK_ACCOUNT_CHANGED,
        by=by or Who.SYSTEM,
        county=agent.county_id,
        at=at,
        about=agent,
        before={"account": mask_account(now.number)} if now else None,
        after={"bank": bank, "account": mask_account(digits)},
    )
    return account
