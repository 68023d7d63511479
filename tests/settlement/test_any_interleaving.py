"""Whatever happens in whatever order, nobody is paid twice, and nothing is paid that was not earned."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.errors import Refusal
from agents.invariants import invariants
from dispatch.orders.actions import confirm_item, rate_order
from dispatch.orders.models import Order, Rating
from points.appeals.appealing import appeal_rating
from points.appeals.ruling import rule_on_appeal
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Appeal, Hold, PointsEntry, SettledEntry, Settlement, SettlementLine
from points.periods import Quarter, quarter_of
from points.rebuilding.comparing import compare
from points.settlement.freeze import freeze_quarter
from points.totals import YUAN
from tests.cast import Cast
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO, earned
from tests.settlement.conftest import Money

ORDERS = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("serve"), st.sampled_from(["", CLASS_ONE, CLASS_TWO])),
        st.tuples(st.just("rate"), ORDERS, st.sampled_from(Rating.Grade.values)),
        st.tuples(st.just("classify"), ORDERS, st.sampled_from([CLASS_ONE, CLASS_TWO])),
        st.tuples(st.just("hold"), ORDERS, st.sampled_from(Hold.Covers.values)),
        st.tuples(st.just("rule"), ORDERS, st.sampled_from(["released", "rejected"])),
        st.tuples(st.just("appeal"), ORDERS),
        st.tuples(st.just("hear"), ORDERS, st.sampled_from(["upheld", "overturned"])),
        st.tuples(st.just("freeze")),
        st.tuples(st.just("wait"), st.sampled_from([1, 3, 8, 50])),
    ),
    min_size=4,
    max_size=16,
)


@dataclass
class County:
    """One county's life, and what was frozen of it so far."""

    cast: Cast
    money: Money
    serve: Callable[..., Order]
    at: datetime = NINE + timedelta(days=30)
    orders: list[Order] = field(default_factory=list)
    frozen: dict[str, list[Any]] = field(default_factory=dict)

    def do(self, verb: str, *said: Any) -> None:
        self.at += timedelta(hours=2)
        known = list(self.orders)
        try:
            with transaction.atomic():
                getattr(self, verb)(*said)
        except Refusal:
            # Too late, said before, nothing to say it of: then nothing was written.
            self.orders = known

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    # Serving and being judged

    def serve_one(self, code: str) -> None:
        agent = self.cast.wei if len(self.orders) % 3 else self.cast.dong
        self.orders.append(self.serve(item_code=code, agent=agent, completed_at=self.at))

    def order(self, number: int) -> Order:
        if not self.orders:
            self.serve_one(CLASS_TWO)
        return self.orders[number % len(self.orders)]

    def rate(self, number: int, grade: str) -> None:
        rate_order(self.order(number).pk, grade=grade, by=self.cast.chen, at=self.at)

    def classify(self, number: int, code: str) -> None:
        confirm_item(self.order(number).pk, item_code=code, by=self.cast.li, at=self.at)

    def hold(self, number: int, covers: str) -> None:
        open_hold(
            self.order(number).pk, by=self.money.zhao, words="核实", covers=Hold.Covers(covers), at=self.at
        )

    def rule(self, number: int, verdict: str) -> None:
        waiting = list(Hold.objects.open().order_by("id"))
        if waiting:
            held = waiting[number % len(waiting)]
            rule_on_hold(held.pk, verdict=verdict, words="核实", by=self.money.qian, at=self.at)

    def appeal(self, number: int) -> None:
        order = self.order(number)
        agent = Order.objects.select_related("agent").get(pk=order.pk).agent
        appeal_rating(order.pk, agent=agent, words="说明", at=self.at)

    def hear(self, number: int, verdict: str) -> None:
        waiting = list(Appeal.objects.open().order_by("id"))
        if waiting:
            heard = waiting[number % len(waiting)]
            rule_on_appeal(heard.pk, verdict=verdict, words="核实", by=self.money.li, at=self.at)

    def freeze(self) -> None:
        """The first quarter that is over and not frozen yet."""
        quarter = Quarter.parse(max(self.frozen)).following() if self.frozen else Quarter.parse("2026Q4")
        settlement = freeze_quarter(self.cast.county, quarter, by=self.money.li, at=self.at)
        self.frozen[str(quarter)] = snapshot(settlement)
        held = SettledEntry.objects.filter(line__settlement=settlement, entry__points__gt=0)
        assert not held.filter(entry__order__holds__in=Hold.objects.open().filter(covers="service")).exists()


def snapshot(settlement: Settlement) -> list[Any]:
    settled = SettledEntry.objects.filter(line__settlement=settlement).order_by("entry")
    return [
        list(Settlement.objects.filter(pk=settlement.pk).values()),
        list(settlement.lines.order_by("number").values()),
        list(settled.values_list("entry", "line")),
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_money_is_right_after_any_interleaving(cast, money, serve, steps):
    with transaction.atomic():
        county = County(cast, money, serve)
        for verb, *said in steps:
            county.do("serve_one" if verb == "serve" else verb, *said)
            every_service_is_nothing_base_or_one_more(county)
            settled_quarters_are_as_they_were(county)
        county.wait(120)
        county.do("freeze")
        settled_quarters_are_as_they_were(county)
        paid_is_what_was_earned(cast)
        assert [line for check in invariants().values() for line in check()] == []
        for quarter in {*PointsEntry.objects.values_list("quarter", flat=True)}:
            assert compare(cast.county, Quarter.parse(quarter)).is_same
        transaction.set_rollback(True)


def every_service_is_nothing_base_or_one_more(county: County) -> None:
    for order in county.orders:
        difficulty = Order.objects.get(pk=order.pk).difficulty_class
        base = Decimal(2) if difficulty == 2 else Decimal("1.5")
        assert earned(order) in {Decimal(0), base, base + 1}


def settled_quarters_are_as_they_were(county: County) -> None:
    for quarter, before in county.frozen.items():
        settlement = Settlement.objects.get(quarter=quarter)
        assert snapshot(settlement) == before


def paid_is_what_was_earned(cast: Cast) -> None:
    """Paid and still owed together are what the settled entries come to; each entry lies in one quarter."""
    for agent in (cast.wei, cast.dong):
        lines = SettlementLine.objects.filter(agent=agent).order_by("settlement__quarter")
        last = lines.last()
        entries = PointsEntry.objects.filter(agent=agent, settled__isnull=False)
        ledger = entries.aggregate(yuan=YUAN)["yuan"]
        paid = lines.aggregate(yuan=Sum("yuan", default=Decimal(0)))["yuan"]
        assert paid + (last.carried_out if last else 0) == ledger
    for entry in PointsEntry.objects.select_related("county"):
        assert entry.quarter == quarter_of(entry.posted_at, entry.county.zone)
