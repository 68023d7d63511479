"""银行代发: to which account how much is paid. Account numbers are text: a spreadsheet would round them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from agents.bank import mask_account
from agents.models import BankAccount
from points.periods import Quarter
from points.reports import wording
from points.reports.row import RewardRow
from points.reports.tables.table import Head, Kind, Line, Table

HEADS = (
    Head("批次号", 18, Kind.TEXT),
    Head("序号", 8, Kind.COUNT),
    Head("收款人", 12, Kind.TEXT),
    Head("开户银行", 28, Kind.TEXT),
    Head("账号", 26, Kind.TEXT),
    Head("金额", 12, Kind.YUAN),
    Head("用途", 26, Kind.TEXT),
    Head("发放表序号", 8, Kind.COUNT),
    Head("备注", 14, Kind.TEXT),
)
NO_ACCOUNT = "未登记账号"
#: The agent bears another name by now: nothing is paid until the account is registered anew (R13).
NOT_OWN_ACCOUNT = "户名不符"
PORTION = 2000


def bank_transfer(rows: Iterable[RewardRow], quarter: Quarter, *, batch: str, shows_accounts: bool) -> Table:
    """Those who are paid something; the bank's answer names batch and line again (``points.settlement.bank``).

    Who may look but not pay sees account numbers masked. ``batch`` is empty while nothing may be paid.
    """
    return Table("银行代发", HEADS, _lines(rows, batch, wording.purpose(quarter), shows_accounts))


def _lines(rows: Iterable[RewardRow], batch: str, purpose: str, shows_accounts: bool) -> Iterator[Line]:
    paid = ((number, row) for number, row in enumerate(rows, 1) if row.yuan)
    line = 0
    while portion := list(islice(paid, PORTION)):
        accounts = _accounts([row.agent_id for _, row in portion])
        for number, row in portion:
            line += 1
            account = accounts.get(row.agent_id)
            if account is None or account.holder != account.agent.name:
                why = NOT_OWN_ACCOUNT if account else NO_ACCOUNT
                yield batch, line, row.name, "", "", row.yuan, purpose, number, why
            else:
                digits = account.number if shows_accounts else mask_account(account.number)
                yield batch, line, account.holder, account.bank, digits, row.yuan, purpose, number, ""


def _accounts(agent_ids: list[int]) -> dict[int, BankAccount]:
    current = BankAccount.objects.current().filter(agent_id__in=agent_ids).select_related("agent")
    return {each.agent_id: each for each in current}
