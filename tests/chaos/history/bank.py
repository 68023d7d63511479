"""The model of the ledger: a bank whose total is what acknowledged services earned, whatever was reversed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tests.chaos.history.record import Operation

ZERO = Decimal(0)
UNSATISFIED = frozenset({"unsatisfied", "very_unsatisfied"})
SATISFIED = frozenset({"satisfied", "very_satisfied"})


@dataclass(frozen=True)
class Line:
    """A points entry; ``reverses`` is the id of what it undoes."""

    id: int
    order: str
    kind: str
    points: Decimal
    reverses: int | None = None


@dataclass(frozen=True)
class Rule:
    base: Decimal
    satisfied: Decimal


def faults_of_ledger(
    operations: Iterable[Operation], lines: list[Line], rules: dict[str, Rule], grades: dict[str, str]
) -> Iterator[str]:
    """``rules``: what each completed order earns; ``grades``: the rating that stands, where there is one.

    An acknowledged completion has its points, none has them twice, and a reversal moves exactly what it undoes.
    """
    earned: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        earned[line.order] += line.points
    for order, rule in rules.items():
        due = worth(rule, grades.get(order, ""))
        if earned[order] != due:
            yield f"order {order} has {earned[order]} points and is worth {due}"
    for order in earned.keys() - rules.keys():
        if earned[order] != ZERO:
            yield f"order {order} has {earned[order]} points and was never completed"
    yield from _told_and_not_there(operations, rules, grades)
    yield from _reversals(lines)


def worth(rule: Rule, grade: str) -> Decimal:
    """Zero for an unsatisfied rating, the base without one, one more for a satisfied one (DESIGN §2.9)."""
    if grade in UNSATISFIED:
        return ZERO
    return rule.base + (rule.satisfied if grade in SATISFIED else ZERO)


def _told_and_not_there(
    operations: Iterable[Operation], rules: dict[str, Rule], grades: dict[str, str]
) -> Iterator[str]:
    for each in operations:
        if each.outcome != "acknowledged":
            continue
        if each.verb == "complete" and each.order not in rules:
            yield f"order {each.order}: completion acknowledged, no points"
        if each.verb == "rate" and grades.get(each.order) != each.fact:
            yield f"order {each.order}: {each.fact} acknowledged, {grades.get(each.order, 'nothing')} stands"


def _reversals(lines: list[Line]) -> Iterator[str]:
    """Σ is constant under reversal: what is taken back is what was given, once."""
    by_id = {line.id: line for line in lines}
    undone = [line.reverses for line in lines if line.reverses is not None]
    for line in lines:
        if line.reverses is None:
            continue
        given = by_id.get(line.reverses)
        if given is None or given.points != -line.points or given.order != line.order:
            yield f"entry {line.id} does not undo what it names"
    for twice in {each for each in undone if undone.count(each) > 1}:
        yield f"entry {twice} was undone more than once"
