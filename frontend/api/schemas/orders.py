"""An order as somebody may see it, and the lines of its timeline."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from agents.models import User
from agents.phone import national
from dispatch.orders.actions.reveal import Applicant
from dispatch.orders.cards import PublicCard
from dispatch.orders.models import OrderEvent, Rating, Reveal
from frontend.api.schemas.base import Told
from frontend.api.schemas.catalogue import ItemRef
from frontend.api.schemas.people import AgentTold, GridTold

StateName = Literal["open", "claimed", "in_progress", "suspended", "completed", "cancelled"]
Reach = Literal["own_grid", "all_grids"]


class DivisionRef(Told):
    code: str
    name: str


class ApplicantTold(Told):
    name: str
    phone: str
    address: str

    @classmethod
    def of(cls, applicant: Applicant) -> Self:
        return cls(name=applicant.name, phone=national(applicant.phone), address=applicant.address)


class RevealedTold(ApplicantTold):
    """The answer to a reveal: who it is, and the wish as it was written."""

    wish: str

    @classmethod
    def of_order(cls, applicant: Applicant, *, wish: str) -> Self:
        told = ApplicantTold.of(applicant)
        return cls(name=told.name, phone=told.phone, address=told.address, wish=wish)


class RatingTold(Told):
    grade: str
    words: str
    rated_at: datetime

    @classmethod
    def of(cls, rating: Rating, *, words: str) -> Self:
        """``words`` as whoever asks may read them."""
        return cls(grade=rating.grade, words=words, rated_at=rating.rated_at)


class OrderTold(Told):
    """``view`` says as whom one sees it. ``applicant`` comes only to who asked; others reveal, which is logged.

    ``due_at`` is null while that year's calendar of working days is not announced.
    """

    view: Literal["asker", "agent", "officer"]
    id: UUID
    number: str
    version: int
    state: StateName
    channel: str
    title: str
    wish: str
    item: ItemRef | None
    proposed_item: ItemRef | None
    difficulty_class: int | None
    for_self: bool
    care_marks: list[str]
    home_visit: bool
    preferred_time: str
    applicant: ApplicantTold | None
    township: DivisionRef | None
    village: DivisionRef | None
    grid: GridTold | None
    grid_basis: str
    agent: AgentTold | None
    result: str
    rating: RatingTold | None
    placed_at: datetime
    broaden_at: datetime
    broaden_reason: str
    desk_level: int
    desk_due_at: datetime | None
    claimed_at: datetime | None
    contact_due_at: datetime | None
    contact_extended_at: datetime | None
    started_at: datetime | None
    suspended_at: datetime | None
    resume_due_at: datetime | None
    due_at: datetime | None
    due_working_days: int
    completed_at: datetime | None
    cancelled_at: datetime | None
    rating_closes_at: datetime | None


class CardTold(Told):
    """What an agent may see before the claim. Degrees are the grid's, never the home's; distance is in metres."""

    view: Literal["card"]
    id: UUID
    number: str
    version: int
    title: str
    words: str
    is_classified: bool
    earning_class: int
    township: str
    village: str
    grid_id: int | None
    lat: float | None
    lng: float | None
    placed_at: datetime
    broaden_at: datetime
    care_marks: list[str]
    home_visit: bool
    for_self: bool
    reach: Reach
    distance_m: int | None

    @classmethod
    def of(cls, card: PublicCard, *, distance_m: int | None, at: datetime) -> Self:
        return cls(
            view="card",
            id=card.order_id,
            number=card.number,
            version=card.version,
            title=card.title,
            words=card.words,
            is_classified=card.is_classified,
            earning_class=card.earning_class,
            township=card.township,
            village=card.village,
            grid_id=card.grid_id,
            lat=card.lat,
            lng=card.lng,
            placed_at=card.placed_at,
            broaden_at=card.broaden_at,
            care_marks=card.care_marks,
            home_visit=card.home_visit,
            for_self=card.for_self,
            reach="all_grids" if card.broaden_at <= at else "own_grid",
            distance_m=distance_m,
        )


OrderSeen = Annotated[OrderTold | CardTold, Field(discriminator="view")]


class PersonRef(Told):
    role: Literal["citizen", "agent", "officer", "clock"]
    name: str


class EventTold(Told):
    id: int
    kind: str
    at: datetime
    version: int
    state: StateName
    by: PersonRef
    words: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, event: OrderEvent, *, words: str) -> Self:
        """``words`` as whoever asks may read them."""
        return cls(
            id=event.pk,
            kind=event.kind,
            at=event.at,
            version=event.version,
            state=event.state,  # type: ignore[arg-type]
            by=_author(event),
            words=words,
            facts=event.facts,
        )


class RevealTold(Told):
    """Somebody saw the applicant's name, phone and address."""

    at: datetime
    by: PersonRef
    why: str

    @classmethod
    def of(cls, reveal: Reveal) -> Self:
        return cls(at=reveal.at, by=_servant(reveal.user), why=reveal.why)


class RevealsTold(Told):
    rows: list[RevealTold]


def _author(event: OrderEvent) -> PersonRef:
    if event.agent:
        return PersonRef(role="agent", name=event.agent.name)
    if event.officer:
        return PersonRef(role="officer", name=event.officer.name)
    return PersonRef(role="citizen" if event.citizen_id else "clock", name="")


def _servant(user: User) -> PersonRef:
    officer = getattr(user, "officer", None)
    if officer:
        return PersonRef(role="officer", name=officer.name)
    return PersonRef(role="agent", name=user.agent.name)
