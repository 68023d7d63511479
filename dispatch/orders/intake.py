"""What a citizen sends, and what it must look like before it can become an order."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from uuid import UUID

from agents.checklist import Checklist
from agents.errors import NotAChoice
from agents.finding import GivenPoint, Place, find_place
from agents.models import County, Officer, User
from agents.phone import parse_phone
from agents.text import optional, require
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.care import Mark
from dispatch.orders.errors import ChildNeedsGuardian
from dispatch.orders.items import offered_item
from dispatch.orders.models import Order

WISH_LENGTH_MAX = 1000
NAME_LENGTH_MAX = 50
ADDRESS_LENGTH_MAX = 200
PREFERRED_TIME_LENGTH_MAX = 100
NOWHERE = Place(None, None, Order.GridBasis.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """A request as the phone sends it. The phone makes ``id``; a resend carries the same id and the same body."""

    id: UUID
    wish: str = ""
    item_code: str = ""
    applicant_name: str = ""
    applicant_phone: str = ""
    for_self: bool = True
    village_code: str = ""
    point: GivenPoint | None = None
    address: str = ""
    care_marks: list[str] = field(default_factory=list)
    home_visit: bool = False
    preferred_time: str = ""
    channel: str = Order.Channel.WEB

    def body_hash(self, by: User | Officer) -> str:
        """SHA-256 of everything said and who says it."""
        body = {**asdict(self), "by": f"{type(by).__name__}:{by.pk}"}
        text = json.dumps(body, sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class CheckedOrder:
    """The same, cleaned and looked up."""

    id: UUID
    wish: str
    item: CatalogueItem | None
    applicant_name: str
    applicant_phone: str
    for_self: bool
    place: Place
    address: str
    care_marks: list[str]
    home_visit: bool
    preferred_time: str
    channel: str


def check(new: NewOrder, county: County) -> CheckedOrder:
    """Raises InvalidInput with all faults at once, each under the field's name. May ask the geocoder."""
    faults = Checklist()
    item = faults.ask(None, _item, new.item_code, county)
    address = faults.ask("", optional, new.address, max_length=ADDRESS_LENGTH_MAX, field="address")
    checked = CheckedOrder(
        id=new.id,
        wish=faults.ask("", _wish, new.wish, item),
        item=item,
        applicant_name=faults.ask(
            "", require, new.applicant_name, max_length=NAME_LENGTH_MAX, field="applicant_name"
        ),
        applicant_phone=faults.ask("", parse_phone, new.applicant_phone, field="applicant_phone"),
        for_self=new.for_self,
        place=faults.ask(
            NOWHERE, find_place, county, village_code=new.village_code, point=new.point, address=address
        ),
        address=address,
        care_marks=faults.ask([], _care_marks, new),
        home_visit=new.home_visit,
        preferred_time=faults.ask(
            "", optional, new.preferred_time, max_length=PREFERRED_TIME_LENGTH_MAX, field="preferred_time"
        ),
        channel=faults.ask("", _choice, new.channel, Order.Channel.values, field="channel"),
    )
    faults.require_none()
    return checked


def _item(code: str, county: County) -> CatalogueItem | None:
    return offered_item(code, county_id=county.code) if code else None


def _wish(words: str, item: CatalogueItem | None) -> str:
    """Words may be left out when an item is named."""
    if item is None:
        return require(words, max_length=WISH_LENGTH_MAX, field="wish")
    return optional(words, max_length=WISH_LENGTH_MAX, field="wish") or item.name


def _care_marks(new: NewOrder) -> list[str]:
    marks = _choices(new.care_marks, Mark.values, field="care_marks")
    if Mark.CHILD in marks and new.for_self:
        raise ChildNeedsGuardian(field="care_marks")
    return marks


def _choices(values: list[str], options: list[str], *, field: str) -> list[str]:
    return sorted({_choice(value, options, field=field) for value in values})


def _choice(value: str, options: list[str], *, field: str) -> str:
    if value not in options:
        raise NotAChoice(field=field)
    return value
