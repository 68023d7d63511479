"""What a page shows of an order's photos: the pictures, who added them, what may be done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from agents.models import Agent, Officer, User
from dispatch.casework.photos.access import Hand, is_theirs
from dispatch.casework.photos.models import Photo
from dispatch.orders.models import Order
from dispatch.orders.states import LIVE, UNFINISHED
from frontend.photos.keys import key_for


@dataclass(frozen=True)
class Shot:
    """Addresses: ``small`` and ``full`` are empty for who may know of the photo but not see it, ``remove`` for who
    may not remove it."""

    id: UUID
    small: str
    full: str
    who: str
    at: datetime
    remove: str


@dataclass(frozen=True)
class Album:
    """``add`` is the address to send to, empty for who may not; ``room`` says how many more the order holds.

    ``fresh_id`` names the next photo of a page without scripts: the same form sent twice is one photo.
    """

    shots: list[Shot]
    add: str
    room: int
    fresh_id: UUID

    @property
    def is_empty(self) -> bool:
        return not self.shots


def album_of(order: Order, *, to: Hand | Officer, sees: bool) -> Album:
    """As the asker, the carrying agent or an officer has it. ``sees``: may look at the pictures. One statement."""
    photos = list(Photo.objects.kept().filter(order=order).select_related("agent"))
    key = key_for(order.pk, to) if sees and isinstance(to, Officer) else ""
    may_change = _may_change(order, to)
    return Album(
        shots=[_shot(photo, to, sees=sees, key=key, may_change=may_change) for photo in photos],
        add=_adding(order, to) if may_change else "",
        room=max(0, order.policy.photos_max - len(photos)),
        fresh_id=uuid4(),
    )


def _may_change(order: Order, to: Hand | Officer) -> bool:
    if isinstance(to, Officer):
        return to.may_dispatch
    return order.state in (UNFINISHED if isinstance(to, Agent) else LIVE)


def _shot(photo: Photo, to: Hand | Officer, *, sees: bool, key: str, may_change: bool) -> Shot:
    small, full = (_address(photo, size, key) if sees else "" for size in ("small", "full"))
    remove = _removing(photo, to) if may_change and is_theirs(photo, to) else ""
    return Shot(photo.pk, small, full, _who(photo, to), photo.added_at, remove)


def _address(photo: Photo, size: str, key: str) -> str:
    path = reverse("photos:photo", args=[photo.order_id, photo.pk, size])
    return f"{path}?key={key}" if key else path


def _adding(order: Order, to: Hand | Officer) -> str:
    """An officer looks and removes, and adds nothing."""
    if isinstance(to, Officer):
        return ""
    return reverse(f"{_door(to)}:photo_add", args=[order.pk])


def _removing(photo: Photo, to: Hand | Officer) -> str:
    return reverse(f"{_door(to)}:photo_remove", args=[photo.order_id, photo.pk])


def _door(to: Hand | Officer) -> str:
    if isinstance(to, Officer):
        return "office"
    return "agent" if isinstance(to, Agent) else "citizen"


def _who(photo: Photo, to: Hand | Officer) -> str:
    if photo.agent:
        return _("you") if photo.agent == to else photo.agent.name
    return _("you") if isinstance(to, User) and photo.citizen_id == to.pk else _("the applicant")
