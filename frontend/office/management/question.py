"""What the view is asked: which days, and by what the figures are told apart. All of it is in the address."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from agents.models import County, Officer
from dispatch.orders.figures import By
from dispatch.orders.models import Order
from frontend.office.filters import NONE, day_of, placed_between
from points.periods import Quarter, quarter_of

#: Each group's place in the address of the orders list.
LINK = {By.TOWNSHIP: "township", By.GRID: "grid", By.ITEM: "item", By.AGENT: "agent", By.BUREAU: "bureau"}


@dataclass(frozen=True)
class Question:
    """Days of placing, county time, both included."""

    first: date
    last: date
    by: By

    @classmethod
    def read(cls, query: QueryDict, *, county: County, at: datetime) -> "Question":
        """The running quarter by township, where nothing else is asked or it makes no sense."""
        running = Quarter.parse(quarter_of(at, county.zone))
        first = day_of(query.get("from", "")) or running.first_day
        last = day_of(query.get("to", "")) or running.last_day
        if last < first:
            first, last = last, first
        by = query.get("by", "")
        return cls(first, last, By(by) if by in list(By) else By.TOWNSHIP)

    def orders(self, officer: Officer) -> Any:
        """Those that the officer answers for."""
        mine = Order.objects.visible_to(officer)
        return placed_between(mine, self.first, self.last, officer.county.zone)

    def address(self, **changed: Any) -> str:
        """The query string of this view with something changed."""
        return "?" + urlencode({"from": self.first, "to": self.last, "by": self.by, **changed})

    def orders_of(self, which: str, *, key: str | None = None, **days: date) -> str:
        """The query string of the orders list that a figure counts; ``key`` names the group, empty for none."""
        pairs: dict[str, Any] = {"which": which} if which != "placed" else {}
        if key is not None:
            pairs[LINK[self.by]] = key or NONE
        return "?" + urlencode({**pairs, "from": self.first, "to": self.last, **days})
