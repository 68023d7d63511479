"""As what may this person see this order? The asker, who carries it, an officer, an agent who could claim it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Prefetch, QuerySet, UUIDField, prefetch_related_objects

from agents.finding import distance_m
from agents.models import Agent, Township, User, Village
from agents.prepared import Given, Prepared
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.access import is_asker, may_claim_or_carries, sees_applicant
from dispatch.orders.actions.reveal import Applicant
from dispatch.orders.cards import public_card
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import State
from frontend.api.schemas.catalogue import ItemRef
from frontend.api.schemas.orders import ApplicantTold, CardTold, DivisionRef, OrderTold, RatingTold
from frontend.api.schemas.people import AgentTold, GridTold

CURRENT_RATING = Prefetch("ratings", Rating.objects.filter(superseded_at=None), to_attr="current_ratings")


def with_told_facts(orders: QuerySet[Order]) -> QuerySet[Order]:
    """What ``order_told`` shows, in two statements however many orders there are."""
    return _joined(orders).prefetch_related(CURRENT_RATING)


def _joined(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.select_related("item", "proposed_item", "grid", "village__township", "agent", "policy")


_one = Prepared(
    lambda: _joined(
        Order.objects.filter(pk=Given("order_id", UUIDField()), county_id=Given("county_id", CharField()))
    )
)


def read_seen(order_id: UUID, user: User, *, at: datetime) -> tuple[Order, OrderTold | CardTold]:
    """Raises OrderNotFound, also for who may not see it."""
    order = _one.first(order_id=order_id, county_id=user.county_id)
    if order is None:
        raise OrderNotFound
    if order.state == State.COMPLETED:
        prefetch_related_objects([order], CURRENT_RATING)
    else:
        order.current_ratings = []  # type: ignore[attr-defined]
    return order, seen_by(user, order, at=at)


def seen_by(user: User, order: Order, *, at: datetime) -> OrderTold | CardTold:
    """Raises OrderNotFound for who may not see it."""
    agent, officer = user.as_agent, user.as_officer
    if is_asker(order, user):
        return as_asker(order)
    if agent and order.agent_id == agent.pk:
        return as_carrier(order, agent, at=at)
    if officer and Order.objects.visible_to(officer).filter(pk=order.pk).exists():
        return as_officer(order)
    if agent and may_claim_or_carries(order, agent, at=at):
        return as_card(order, agent, at=at)
    raise OrderNotFound


def as_asker(order: Order) -> OrderTold:
    applicant = Applicant(order.applicant_name, order.applicant_phone, order.address)
    return order_told(order, view="asker", is_masked=False, applicant=ApplicantTold.of(applicant))


def as_carrier(order: Order, agent: Agent, *, at: datetime) -> OrderTold:
    """What was said in the clear while the applicant may be seen; name, phone, address and wish only by a reveal."""
    return order_told(order, view="agent", is_masked=not sees_applicant(order, agent, at=at))


def as_officer(order: Order) -> OrderTold:
    return order_told(order, view="officer", is_masked=True)


def as_card(order: Order, agent: Agent, *, at: datetime) -> CardTold:
    card = public_card(order)
    away = _away_m(agent.grid.lat, agent.grid.lng, card.lat, card.lng)
    return CardTold.of(card, distance_m=away, at=at)


def _away_m(a_lat: float | None, a_lng: float | None, b_lat: float | None, b_lng: float | None) -> int | None:
    """Whole metres; None while either point is not known."""
    if a_lat is None or a_lng is None or b_lat is None or b_lng is None:
        return None
    return round(distance_m(a_lat, a_lng, b_lat, b_lng))


def as_cards(orders: Iterable[Order], agent: Agent, *, at: datetime) -> list[CardTold]:
    return [as_card(order, agent, at=at) for order in orders]


def order_told(
    order: Order, *, view: str, is_masked: bool, applicant: ApplicantTold | None = None
) -> OrderTold:
    """``is_masked``: everything that was said. The wish is in the clear for who asked, and for others by a reveal."""

    def said(words: str, hidden: bool = is_masked) -> str:
        return masked_words(order, words) if hidden else words

    wish = said(order.wish, view != "asker")
    village, grid = order.village, order.grid
    ratings: list[Rating] = order.current_ratings  # type: ignore[attr-defined]
    return OrderTold(
        view=view,  # type: ignore[arg-type]
        id=order.pk,
        number=order.number,
        version=order.version,
        state=order.state,  # type: ignore[arg-type]
        channel=order.channel,
        title=order.item.name if order.item else wish,
        wish=wish,
        item=_item(order.item),
        proposed_item=_item(order.proposed_item),
        difficulty_class=order.difficulty_class,
        for_self=order.for_self,
        care_marks=order.care_marks,
        home_visit=order.home_visit,
        preferred_time=said(order.preferred_time),
        applicant=applicant,
        township=_division(village.township) if village else None,
        village=_division(village) if village else None,
        grid=GridTold(code=grid.code, name=grid.name) if grid else None,
        grid_basis=order.grid_basis,
        agent=AgentTold.of(order.agent) if order.agent else None,
        result=said(order.result),
        rating=RatingTold.of(ratings[0], words=said(ratings[0].words)) if ratings else None,
        placed_at=order.placed_at,
        broaden_at=order.broaden_at,
        broaden_reason=order.broaden_reason,
        desk_level=order.desk_level,
        desk_due_at=order.desk_due_at,
        claimed_at=order.claimed_at,
        contact_due_at=order.contact_due_at,
        contact_extended_at=order.contact_extended_at,
        started_at=order.started_at,
        suspended_at=order.suspended_at,
        resume_due_at=order.resume_due_at,
        due_at=order.due_at,
        due_working_days=order.due_working_days,
        completed_at=order.completed_at,
        cancelled_at=order.cancelled_at,
        rating_closes_at=order.rating_closes_at,
    )


def _item(item: CatalogueItem | None) -> ItemRef | None:
    return ItemRef.of(item) if item else None


def _division(division: Township | Village) -> DivisionRef:
    return DivisionRef(code=division.code, name=division.short_name)
