"""A service's entries, reckoned anew from its facts. It shares no line with the code that posts them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from points.models import PointsRule
from points.rebuilding.facts import Fact, Service

SATISFIED = {"satisfied", "very_satisfied"}
UNSATISFIED = {"unsatisfied", "very_unsatisfied"}
RuleAt = Callable[[datetime], PointsRule]


@dataclass(frozen=True)
class Rebuilt:
    """An entry as it should be. A reversal is keyed by the key of what it reverses, whose number is not known here."""

    key: str
    agent_id: int
    order_id: str
    kind: str
    points: Decimal
    rule_version: int
    reverses: str
    at: datetime


@dataclass
class _Account:
    """``base`` and ``bonus`` are what is in force: key → points."""

    base: dict[str, Decimal] = field(default_factory=dict)
    bonus: dict[str, Decimal] = field(default_factory=dict)
    difficulty_class: int = 1
    grade: str | None = None
    rejected: set[str] = field(default_factory=set)


def rebuilt_entries(service: Service, rule_at: RuleAt) -> Iterator[Rebuilt]:
    """In the order of posting. The rule in force at completion holds for all that follows."""
    rule = rule_at(service.completed_at)
    account = _Account(difficulty_class=service.difficulty_class)

    def entry(key: str, kind: str, points: Decimal, at: datetime, reverses: str = "") -> Rebuilt:
        order_id = str(service.order_id)
        return Rebuilt(key, service.agent_id, order_id, kind, points, rule.version, reverses, at)

    def take_back(entries: dict[str, Decimal], fact: Fact) -> Iterator[Rebuilt]:
        for key, points in entries.items():
            yield entry(f"{fact.cause}:reverse:{key}", "reversal", -points, fact.at, key)
        entries.clear()

    first = f"order:{service.order_id}:base"
    account.base[first] = rule.base(account.difficulty_class)
    yield entry(first, "base", account.base[first], service.completed_at)
    for fact in service.facts:
        if fact.difficulty_class is not None:
            account.difficulty_class = fact.difficulty_class
            difference = rule.base(fact.difficulty_class) - sum(account.base.values())
            if account.base and difference:
                key = f"{fact.cause}:class"
                account.base[key] = difference
                yield entry(key, "class_change", difference, fact.at)
            continue
        _hear(account, fact)
        if account.grade in UNSATISFIED or "service" in account.rejected:
            yield from take_back(account.base, fact)
            yield from take_back(account.bonus, fact)
            continue
        if not account.base:
            key = f"{fact.cause}:base"
            account.base[key] = rule.base(account.difficulty_class)
            yield entry(key, "base", account.base[key], fact.at)
        if account.grade not in SATISFIED or "bonus" in account.rejected:
            yield from take_back(account.bonus, fact)
        elif not account.bonus:
            key = f"{fact.cause}:satisfied"
            account.bonus[key] = rule.satisfied
            yield entry(key, "satisfied", rule.satisfied, fact.at)


def _hear(account: _Account, fact: Fact) -> None:
    if fact.rejects:
        account.rejected.add(fact.rejects)
    elif fact.sets_rating_aside:
        account.grade = None
    else:
        account.grade = fact.grade
