"""A quarter's report before it is written anywhere: the form's lines, and the lists that stand behind them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from agents.models import County
from points.models import Settlement
from points.payable import entries_in
from points.periods import Quarter
from points.reports.copied import copied_lines
from points.reports.entries import EntryLine, entry_lines
from points.reports.errors import ReportDoesNotAgree
from points.reports.groups import grouped
from points.reports.reward import reward_rows
from points.reports.row import RewardRow
from points.reports.tables.bank import bank_transfer
from points.reports.tables.carried import carried
from points.reports.tables.details import adjustments, details, yuan_sum
from points.reports.tables.groups import summary
from points.reports.tables.holds import hold_reasons, on_hold
from points.reports.tables.notice import public_notice
from points.reports.tables.table import Table
from points.totals import YUAN

NOTHING = Decimal(0)


@dataclass
class Report:
    """Read inside ``one_view``. ``at``: the instant of making it, county time."""

    county: County
    quarter: Quarter
    at: datetime
    # None while the quarter is open: then these are the figures of the moment, and nobody is paid from them.
    settlement: Settlement | None
    rows: list[RewardRow]
    # Account numbers in full; else masked, for who may look but not pay.
    shows_accounts: bool = False
    # Called with how many more lines of the details are written, so that someone who waits sees it move.
    advance: Callable[[int], None] = lambda lines: None
    _details: Decimal = field(default=NOTHING, init=False)

    @classmethod
    def read(cls, county: County, quarter: Quarter, *, at: datetime, **options: Any) -> "Report":
        """``options``: ``shows_accounts`` and ``advance``."""
        settlement = Settlement.objects.of(county, str(quarter))
        rows = reward_rows(county, quarter)
        return cls(county, quarter, at.astimezone(county.zone), settlement, rows, **options)

    def tables(self) -> Iterator[Table]:
        """Each list is read from the database while it is written, line by line."""
        county, quarter = self.county, self.quarter
        numbers = {row.agent_id: number for number, row in enumerate(self.rows, 1)}
        yield summary(grouped(county, quarter))
        yield details(
            self._watched(entry_lines(county, quarter)),
            numbers=numbers,
            texts=self._watched_texts(copied_lines(county, quarter, numbers=numbers)),
        )
        yield adjustments(
            entry_lines(county, quarter, only_earlier=True),
            numbers=numbers,
            texts=copied_lines(county, quarter, numbers=numbers, only_earlier=True),
        )
        yield on_hold(self.rows, self._hold_reasons())
        yield carried(self.rows)
        yield bank_transfer(self.rows, quarter, batch=self.batch, shows_accounts=self.shows_accounts)
        yield public_notice(self.rows, quarter, county_name=county.name, at=self.at)

    def require_agreement(self) -> None:
        """After the tables were written. Raises ReportDoesNotAgree when form, details and ledger differ by a fen."""
        report = sum((row.yuan + row.carried_on - row.carried_in for row in self.rows), NOTHING)
        ledger = entries_in(self.county, self.quarter).aggregate(yuan=YUAN)["yuan"]
        if not report == self._details == ledger:
            raise ReportDoesNotAgree(report=report, details=self._details, ledger=ledger)

    @property
    def points(self) -> Decimal:
        return sum((row.points for row in self.rows), NOTHING)

    @property
    def yuan(self) -> Decimal:
        """What is paid."""
        return sum((row.yuan for row in self.rows), NOTHING)

    @property
    def batch(self) -> str:
        """批次号, by which the bank's answer is told from another's; empty while the quarter is open."""
        return self.settlement.batch if self.settlement else ""

    def _hold_reasons(self) -> dict[int, str]:
        frozen_at = self.settlement.frozen_at if self.settlement else self.at
        return hold_reasons(self.county, at=frozen_at)

    def _watched(self, lines: Iterable[EntryLine]) -> Iterator[EntryLine]:
        """What is written is what is added up."""
        self._details = NOTHING
        for line in lines:
            self._details += line.yuan
            self.advance(1)
            yield line

    def _watched_texts(self, portions: Iterable[list[str]]) -> Iterator[list[str]]:
        self._details = NOTHING
        for portion in portions:
            self._details += yuan_sum(portion)
            self.advance(len(portion))
            yield portion
