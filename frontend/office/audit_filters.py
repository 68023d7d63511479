"""What one looks for in the audit; it lives in the address. What makes no sense is dropped, never an error."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from agents.models import County
from agents.models.audit_entry import Deed, Who
from agents.text import clean

WORDS_LENGTH_MAX = 40
#: Beside the deeds of the audit table: every change of an order, every look at an applicant.
ORDERS, REVEALS = "order", "reveal"
#: Who can be looked for; the names are those of ``Who``.
WHO = frozenset(Who.values)
WHAT = frozenset({*Deed.values, ORDERS, REVEALS})


@dataclass(frozen=True)
class AuditFilters:
    """``words`` is part of a name or of an order's number; days are the county's and both ends are included."""

    words: str = ""
    who: str = ""
    what: str = ""
    address: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "AuditFilters":
        who, what = query.get("who", ""), query.get("what", "")
        return cls(
            words=clean(query.get("q", ""))[:WORDS_LENGTH_MAX],
            who=who if who in WHO else "",
            what=what if what in WHAT else "",
            address=_address(query.get("address", "")),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
        )

    def moments(self, county: County) -> dict[str, datetime]:
        """The days as conditions on a column ``at``."""
        found = {}
        if self.since:
            found["at__gte"] = datetime.combine(self.since, time.min, county.zone)
        if self.until:
            found["at__lt"] = datetime.combine(self.until + timedelta(days=1), time.min, county.zone)
        return found

    @property
    def pairs(self) -> dict[str, Any]:
        asked = {
            "q": self.words,
            "who": self.who,
            "what": self.what,
            "address": self.address,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def query(self) -> str:
        return "?" + urlencode(self.pairs)

    @property
    def is_empty(self) -> bool:
        return self == AuditFilters()


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def _address(typed: str) -> str:
    try:
        return str(ip_address(clean(typed)))
    except ValueError:
        return ""
