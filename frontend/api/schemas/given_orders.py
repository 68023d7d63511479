"""Bodies about orders. Lengths are the domain's own; the domain checks the rest."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from dispatch.orders.actions.complete import RESULT_LENGTH_MAX
from dispatch.orders.actions.contact import NOTE_LENGTH_MAX
from dispatch.orders.actions.rate import WORDS_LENGTH_MAX
from dispatch.orders.actions.release import REASON_LENGTH_MAX
from dispatch.orders.care import Mark
from dispatch.orders.intake import (
    ADDRESS_LENGTH_MAX,
    NAME_LENGTH_MAX,
    PREFERRED_TIME_LENGTH_MAX,
    WISH_LENGTH_MAX,
)
from dispatch.orders.models import Rating
from frontend.api.schemas.base import CLEANED, Code, Degrees, Flag, Given, RawPhone, RowId

Text = StringConstraints
Wish = Annotated[str, Text(max_length=WISH_LENGTH_MAX), CLEANED]
Name = Annotated[str, Text(max_length=NAME_LENGTH_MAX), CLEANED]
Address = Annotated[str, Text(max_length=ADDRESS_LENGTH_MAX), CLEANED]
PreferredTime = Annotated[str, Text(max_length=PREFERRED_TIME_LENGTH_MAX), CLEANED]
Reason = Annotated[str, Text(min_length=1, max_length=REASON_LENGTH_MAX), CLEANED]
MaybeReason = Annotated[str, Text(max_length=REASON_LENGTH_MAX), CLEANED]
Note = Annotated[str, Text(min_length=1, max_length=NOTE_LENGTH_MAX), CLEANED]
MaybeNote = Annotated[str, Text(max_length=NOTE_LENGTH_MAX), CLEANED]
Result = Annotated[str, Text(min_length=1, max_length=RESULT_LENGTH_MAX), CLEANED]
RatingWords = Annotated[str, Text(max_length=WORDS_LENGTH_MAX), CLEANED]
NeededCode = Annotated[str, Text(min_length=1, max_length=20), CLEANED]


class PointGiven(Given):
    lat: Annotated[Degrees, Field(ge=-90, le=90)]
    lng: Annotated[Degrees, Field(ge=-180, le=180)]
    system: Literal["wgs84", "gcj02", "bd09"] = "wgs84"


class NewOrderGiven(Given):
    """A wish in the citizen's own words, an item, or both. The same id with the same body is the same order."""

    id: UUID = Field(description="Made by the client, and sent again unchanged when no answer came")
    wish: Wish = ""
    item_code: Code = ""
    applicant_name: Name
    applicant_phone: RawPhone
    for_self: Flag = True
    village_code: Code = ""
    point: PointGiven | None = None
    address: Address = ""
    care_marks: Annotated[list[Mark], Field(max_length=len(Mark))] = []
    home_visit: Flag = False
    preferred_time: PreferredTime = ""
    channel: Literal["api", "web", "wechat", "counter", "phone"] = Field(
        "api", description="counter and phone: an officer files for a citizen"
    )


class ReasonGiven(Given):
    reason: Reason


class MaybeReasonGiven(Given):
    reason: MaybeReason = ""


class MaybeNoteGiven(Given):
    note: MaybeNote = ""


class NoteGiven(Given):
    """A note that may be sent again when no answer came carries an id."""

    id: UUID | None = Field(None, description="Made by the client; the same id is the same note")
    words: Note


class ResultGiven(Given):
    result: Result


class RatingGiven(Given):
    grade: Rating.Grade
    words: RatingWords = ""


class ItemGiven(Given):
    item_code: NeededCode


class AssignmentGiven(Given):
    agent_id: RowId
    reason: MaybeReason = ""


class MaybeGridGiven(Given):
    grid_code: Code = ""


class GridGiven(Given):
    grid_code: NeededCode
