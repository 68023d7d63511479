from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import StringConstraints

from agents.endpoints import LABEL_LENGTH_MAX, VALUE_LENGTH_MAX
from agents.models import Endpoint
from frontend.api.schemas.base import CLEANED, Given, Told


class EndpointGiven(Given):
    """``value``: a registration token or installation id (FCM), a push subscription as JSON, an openid, a userid."""

    kind: Annotated[str, StringConstraints(max_length=20), CLEANED]
    value: Annotated[str, StringConstraints(max_length=VALUE_LENGTH_MAX), CLEANED]
    label: Annotated[str, StringConstraints(max_length=LABEL_LENGTH_MAX), CLEANED] = ""


class EndpointTold(Told):
    """Without its value: whoever knows a token can ring the phone."""

    id: UUID
    kind: str
    label: str
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        return cls(id=endpoint.pk, kind=endpoint.kind, label=endpoint.label, created_at=endpoint.created_at)


class EndpointsTold(Told):
    rows: list[EndpointTold]
