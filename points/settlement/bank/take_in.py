"""Importing what the bank answered: idempotent, whole, to the fen (X08)."""

import hashlib
from datetime import datetime

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import Refusal
from agents.models import Officer
from agents.text import clean
from points.models import BankResult, BankResultLine, Settlement, SettlementEvent, SettlementLine
from points.settlement.bank import errors
from points.settlement.bank.lines import BankLine, bank_lines
from points.settlement.bank.table import read_table
from points.settlement.errors import NotReleased
from points.settlement.events import record
from points.settlement.hands import require_settler
from points.settlement.release import read_settlement

State = Settlement.State
Outcome = BankResultLine.Outcome
NAME_LENGTH_MAX = 200


@transaction.atomic
def take_in_bank_result(quarter: str, *, name: str, content: bytes, by: Officer, at: datetime) -> BankResult:
    """The bank's file for ``2026Q4`` of the officer's county; the same bytes again are the same import.

    Lines that failed may come again in a later file. When every line is paid, the settlement is.
    Raises NotPermitted, SettlementNotFound, NotReleased, or BankFileRefused with every line that is wrong.
    """
    require_settler(by, by.county_id)
    settlement = read_settlement(by.county_id, quarter)
    sha256 = hashlib.sha256(content).hexdigest()
    known = BankResult.objects.filter(settlement=settlement, sha256=sha256).first()
    if known:
        return known
    if settlement.state == State.FROZEN:
        raise NotReleased
    checked = _checked(settlement, bank_lines(read_table(content)))
    result = BankResult.objects.create(
        settlement=settlement,
        name=clean(name)[:NAME_LENGTH_MAX],
        sha256=sha256,
        imported_by=by,
        imported_at=at,
    )
    BankResultLine.objects.bulk_create(_row(result, line, said) for line, said in checked)
    _go_on(settlement, result, checked, by=by, at=at)
    return result


Checked = list[tuple[SettlementLine, BankLine]]


def _checked(settlement: Settlement, said: list[BankLine]) -> Checked:
    """Raises BankFileRefused, which names every line that does not agree."""
    ours = {line.number: line for line in settlement.lines.all()}
    paid = dict(_paid(settlement))
    seen: set[int] = set()
    problems: list[tuple[int, Refusal]] = []
    checked: Checked = []
    for line in said:
        wrong = _fault(settlement, line, ours, paid, seen)
        if wrong:
            problems.append((line.row, wrong))
        elif line.number is not None:
            seen.add(line.number)
            checked.append((ours[line.number], line))
    if problems:
        raise errors.BankFileRefused(problems)
    return checked


def _fault(
    settlement: Settlement,
    said: BankLine,
    ours: dict[int, SettlementLine],
    paid: dict[int, str],
    seen: set[int],
) -> Refusal | None:
    if said.batch != settlement.batch:
        return errors.OtherBatch(theirs=said.batch, ours=settlement.batch)
    line = ours.get(said.number or 0)
    if line is None or line.yuan == 0:
        return errors.UnknownLine(number=said.said_number)
    if said.name != line.name:
        return errors.OtherName(number=line.number, ours=line.name, theirs=said.name)
    if said.yuan != line.yuan:
        return errors.OtherAmount(theirs=said.said_yuan, ours=line.yuan)
    if said.is_paid is None:
        return errors.UnknownOutcome(said=said.said_outcome)
    if line.number in seen:
        return errors.LineTwice(number=line.number)
    if line.number in paid:
        return errors.PaidBefore(number=line.number, file=paid[line.number])
    return None


def _paid(settlement: Settlement) -> list[tuple[int, str]]:
    paid = BankResultLine.objects.filter(line__settlement=settlement, outcome=Outcome.PAID)
    return list(paid.values_list("line__number", "result__name"))


def _row(result: BankResult, line: SettlementLine, said: BankLine) -> BankResultLine:
    return BankResultLine(
        result=result,
        line=line,
        outcome=Outcome.PAID if said.is_paid else Outcome.FAILED,
        yuan=line.yuan,
        reference=said.reference,
        reason="" if said.is_paid else said.reason,
    )


def unpaid_lines(settlement: Settlement) -> int:
    """How many lines with money in them the bank has not paid yet."""
    to_pay = SettlementLine.objects.filter(settlement=settlement, yuan__gt=0)
    return to_pay.exclude(bank_results__outcome=Outcome.PAID).count()


def _go_on(
    settlement: Settlement, result: BankResult, checked: Checked, *, by: Officer, at: datetime
) -> None:
    if settlement.state == State.RELEASED:
        settlement.state, settlement.exported_at = State.EXPORTED, at
        settlement.save()
    paid = sum(bool(said.is_paid) for _, said in checked)
    facts = {"name": result.name, "sha256": result.sha256, "paid": paid, "failed": len(checked) - paid}
    record(settlement, SettlementEvent.Kind.BANK_RESULT, by=by, at=at, facts=facts)
    if settlement.state != State.PAID and not unpaid_lines(settlement):
        settlement.state, settlement.paid_at = State.PAID, at
        settlement.save()
        record(settlement, SettlementEvent.Kind.PAID, by=by, at=at)
        record_audit(Deed.QUARTER_PAID, by=by, at=at, about=settlement)
    record_audit(Deed.BANK_RESULT_IMPORTED, by=by, at=at, about=settlement, after=facts)
