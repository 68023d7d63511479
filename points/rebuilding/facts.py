"""What happened to each completed service, from its timeline, its ratings and the officers' rulings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from agents.models import County
from dispatch.orders.models import Order, OrderEvent, Rating
from dispatch.orders.states import State
from points.models import AppealRuling, HoldRuling

PORTION = 1000
Kind = OrderEvent.Kind


@dataclass(frozen=True)
class Fact:
    """``cause`` is the ledger's name for it. Exactly one of the others says what it changed."""

    at: datetime
    cause: str
    grade: str | None = None
    difficulty_class: int | None = None
    rejects: str = ""
    sets_rating_aside: bool = False


@dataclass(frozen=True)
class Service:
    """A completed order; ``difficulty_class`` is the one it was completed with, ``facts`` came afterwards."""

    order_id: UUID
    agent_id: int
    completed_at: datetime
    difficulty_class: int
    facts: list[Fact] = field(default_factory=list)


def services(county: County, *, until: datetime) -> Iterator[Service]:
    """Those completed before the instant, a portion at a time: five statements for a thousand."""
    done = Order.objects.filter(
        county=county, state=State.COMPLETED, agent__isnull=False, completed_at__lt=until
    )
    rows = done.order_by("id").values_list("id", "agent_id", "completed_at", "difficulty_class")
    for portion in _portions(rows.iterator(chunk_size=PORTION)):
        happened = _facts([row[0] for row in portion])
        for order_id, agent_id, completed_at, difficulty in portion:
            began_with, facts = happened[order_id]
            changed = any(fact.difficulty_class is not None for fact in facts)
            first = began_with if changed else difficulty
            yield Service(order_id, agent_id, completed_at, first or 1, facts)


def _facts(order_ids: list[UUID]) -> dict[UUID, tuple[int | None, list[Fact]]]:
    """By order: the class before the first later confirmation, and the facts as they followed each other."""
    events = _events(order_ids)
    rulings = _rulings(order_ids)
    return {
        order_id: (events[order_id][0], _in_turn(events[order_id][1], rulings[order_id]))
        for order_id in order_ids
    }


def _events(order_ids: list[UUID]) -> dict[UUID, tuple[int | None, list[Fact]]]:
    """Ratings and confirmations after the completion, in the order of the timeline."""
    ratings: dict[UUID, list[Rating]] = defaultdict(list)
    for rating in Rating.objects.filter(order__in=order_ids).order_by("id"):
        ratings[rating.order_id].append(rating)
    kinds = (Kind.COMPLETED, Kind.RATED, Kind.CLASSIFIED)
    told = OrderEvent.objects.filter(order__in=order_ids, kind__in=kinds).order_by("id")
    completed: set[UUID] = set()
    began_with: dict[UUID, int | None] = {}
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for event in told.iterator(chunk_size=PORTION):
        order_id = event.order_id
        if event.kind == Kind.COMPLETED:
            completed.add(order_id)
        elif event.kind == Kind.RATED:
            rating = ratings[order_id].pop(0)
            facts[order_id].append(Fact(event.at, f"rating:{rating.pk}", grade=rating.grade))
        elif order_id in completed:
            began_with.setdefault(order_id, event.facts["previous_class"])
            facts[order_id].append(
                Fact(event.at, f"event:{event.pk}", difficulty_class=event.facts["difficulty_class"])
            )
    return {order_id: (began_with.get(order_id), facts[order_id]) for order_id in order_ids}


def _rulings(order_ids: list[UUID]) -> dict[UUID, list[Fact]]:
    rulings: dict[UUID, list[Fact]] = defaultdict(list)
    rejected = HoldRuling.objects.filter(
        hold__order__in=order_ids, verdict=HoldRuling.Verdict.REJECTED
    ).order_by("id")
    for order_id, hold_id, covers, at in rejected.values_list(
        "hold__order", "hold", "hold__covers", "ruled_at"
    ):
        rulings[order_id].append(Fact(at, f"hold:{hold_id}", rejects=covers))
    overturned = AppealRuling.objects.filter(
        appeal__order__in=order_ids, verdict=AppealRuling.Verdict.OVERTURNED
    ).order_by("id")
    for order_id, appeal_id, at in overturned.values_list("appeal__order", "appeal", "ruled_at"):
        rulings[order_id].append(Fact(at, f"appeal:{appeal_id}", sets_rating_aside=True))
    return rulings


def _in_turn(events: list[Fact], rulings: list[Fact]) -> list[Fact]:
    """Events as the timeline has them, each ruling after all that came before it or at the same instant."""
    facts = list(events)
    for ruling in sorted(rulings, key=lambda fact: fact.at):
        place = sum(1 for fact in facts if fact.at <= ruling.at)
        facts.insert(place, ruling)
    return facts


def _portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    portion: list[Any] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion
