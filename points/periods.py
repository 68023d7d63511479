"""Months and quarters, cut in the county's own time zone (DESIGN §2.18). Pure Python."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# ASCII digits only, and years that a calendar has room for.
MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])")


class NotAPeriod(ValueError):
    """Neither of the form ``2026-11`` nor of the form ``2026Q4``."""


class NotAQuarter(NotAPeriod):
    """Not of the form ``2026Q4``."""


def period_field(period: str) -> str:
    """The column of an entry that names the period: ``month`` or ``quarter``. Raises NotAPeriod."""
    if MONTH.fullmatch(period):
        return "month"
    if QUARTER.fullmatch(period):
        return "quarter"
    raise NotAPeriod(period)


def month_of(at: datetime, zone: ZoneInfo) -> str:
    """``2026-11``."""
    return at.astimezone(zone).strftime("%Y-%m")


def quarter_of(at: datetime, zone: ZoneInfo) -> str:
    """``2026Q4``. 2026-09-30T16:00Z belongs to Q4 in Asia/Shanghai (F18)."""
    local = at.astimezone(zone)
    return f"{local.year}Q{(local.month + 2) // 3}"


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Raises NotAQuarter."""
        match = QUARTER.fullmatch(text)
        if match is None:
            raise NotAQuarter(text)
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.following().first_day - timedelta(days=1)

    def begins_at(self, zone: ZoneInfo) -> datetime:
        """The first instant of the quarter, county time; the quarter ends before ``following().begins_at``."""
        return datetime.combine(self.first_day, time(), zone)

    @property
    def months(self) -> list[str]:
        """``["2026-10", "2026-11", "2026-12"]``."""
        return [f"{self.year}-{month:02d}" for month in range(self.number * 3 - 2, self.number * 3 + 1)]

    def following(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def before(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
