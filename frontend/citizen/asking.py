"""What stands in the form of a request: as typed, for the page; as a ``NewOrder``, for placing."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agents.errors import FieldMissing, InvalidInput
from agents.finding import GivenPoint
from agents.models import County, User
from agents.phone import national
from agents.text import clean
from dispatch.orders.intake import NewOrder, check
from dispatch.orders.models import Order
from frontend.problems import Problems, problems_of

#: The form's fields in the order in which they stand on the page.
FIELDS = [
    "wish",
    "item_code",
    "photos",
    "village_code",
    "point",
    "address",
    "for_whom",
    "applicant_name",
    "applicant_phone",
    "care_marks",
    "home_visit",
    "preferred_time",
]
LABELS = {
    "wish": _("What"),
    "photos": _("Photos"),
    "village_code": _("Village or community"),
    "address": _("House, group or landmark"),
    "applicant_name": _("Name"),
    "applicant_phone": _("Mobile number"),
    "preferred_time": _("When does it suit?"),
}
SELF, OTHER = "self", "other"


@dataclass
class Asked:
    """Everything as it was typed, so that it can be shown again unchanged."""

    id: str = ""
    wish: str = ""
    item_code: str = ""
    village_code: str = ""
    lat: str = ""
    lng: str = ""
    address: str = ""
    for_whom: str = SELF
    applicant_name: str = ""
    applicant_phone: str = ""
    care_marks: list[str] = field(default_factory=list)
    home_visit: str = ""
    preferred_time: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def for_self(self) -> bool:
        return self.for_whom != OTHER

    @property
    def has_point(self) -> bool:
        return bool(self.lat and self.lng)

    @property
    def is_nowhere(self) -> bool:
        """Neither village nor point nor address: then not even an officer could find the grid."""
        return not (self.village_code or self.has_point or self.address.strip())


def asked_in(form: QueryDict) -> Asked:
    """A form without a readable id gets a fresh one: no request is lost for want of it."""
    said = {name: form.get(name, "") for name in Asked.__dataclass_fields__ if name != "care_marks"}
    said["id"] = str(_uuid(said["id"]))
    return Asked(**said, care_marks=form.getlist("care_marks"))


def first_asked(query: QueryDict, user: User | None, last: Order | None) -> Asked:
    """A form nobody has typed into yet: what the link said, and what is known of the person."""
    asked = Asked(
        id=str(uuid4()),
        wish=query.get("wish", "")[:200],
        item_code=query.get("item", ""),
        for_whom=OTHER if query.get("for") == OTHER else SELF,
        village_code=last.village_id or "" if last else "",
    )
    if user and asked.for_self:
        asked.applicant_name = user.name
        asked.applicant_phone = national(user.phone)
        asked.address = last.address if last and last.for_self else ""
    return asked


def new_order(asked: Asked) -> NewOrder:
    return NewOrder(
        id=_uuid(asked.id),
        wish=asked.wish,
        item_code=clean(asked.item_code),
        village_code=asked.village_code,
        point=GivenPoint(_degrees(asked.lat), _degrees(asked.lng)) if asked.has_point else None,
        address=asked.address,
        for_self=asked.for_self,
        applicant_name=asked.applicant_name,
        applicant_phone=asked.applicant_phone,
        care_marks=asked.care_marks,
        home_visit=bool(asked.home_visit),
        preferred_time=asked.preferred_time,
    )


def problems_with(asked: Asked, county: County) -> Problems:
    """All that has to be mended before it can be placed, field by field; empty when nothing has."""
    problems: Problems = {}
    try:
        check(new_order(asked), county)
    except InvalidInput as invalid:
        problems = problems_of(invalid)
    if asked.is_nowhere:
        problems["village_code"] = [str(FieldMissing())]
    return problems


def _uuid(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        return uuid4()


def _degrees(raw: str) -> float:
    """What is no number becomes one that no place has; finding the grid refuses it in words."""
    try:
        return float(raw)
    except ValueError:
        return float("nan")
