"""Who may add, see and remove photos (X12, QZ-03). A photo shows what a name and an address tell."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from agents.models import Agent, Officer, User
from dispatch.casework.photos.models import Photo
from dispatch.orders.access import is_asker, require_asker, sees_applicant
from dispatch.orders.changes import read_order
from dispatch.orders.errors import NotYourOrder
from dispatch.orders.models import Order
from dispatch.orders.states import LIVE, UNFINISHED

Hand = Agent | User


def order_for_adding(order_id: UUID, by: Hand) -> tuple[Order, Q]:
    """The order, and what its row must still be. Raises OrderNotFound or NotYourOrder."""
    order = read_order(order_id, county_id=by.county_id)
    if isinstance(by, Agent):
        if order.agent_id != by.pk:
            raise NotYourOrder
        return order, Q(state__in=sorted(UNFINISHED), agent=by)
    require_asker(order, by)
    return order, Q(state__in=sorted(LIVE))


def sees_photos(order: Order, user: User, *, at: datetime) -> bool:
    """Who asked, always; who carries it, while the applicant may be seen. An officer looks by a reveal
    (``may_reveal_photos``), agents who could claim it and auditors not at all."""
    agent = user.as_agent
    return is_asker(order, user) or bool(agent and sees_applicant(order, agent, at=at))


def may_reveal_photos(order: Order, officer: Officer) -> bool:
    return officer.may_dispatch and officer.county_id == order.county_id


def is_theirs(photo: Photo, by: Hand | Officer) -> bool:
    """Added by this person; to an officer every photo of the county is theirs to remove."""
    if isinstance(by, Officer):
        return photo.county_id == by.county_id
    return photo.agent_id == by.pk if isinstance(by, Agent) else photo.citizen_id == by.pk
