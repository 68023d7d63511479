"""Bodies: JSON as the RFC has it, of a bounded size."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from frontend.api.errors import BodyTooLarge, MalformedJson, WrongMediaType

# A wish of 1,000 characters outside the basic plane takes 12 kB when escaped; there is room for a long mistake.
BODY_BYTES_MAX = 256_000


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """Raises WrongMediaType, BodyTooLarge or MalformedJson (also for NaN, endless digits and endless depth)."""
        if request.content_type != "application/json":
            raise WrongMediaType
        if len(request.body) > BODY_BYTES_MAX:
            raise BodyTooLarge(max=BODY_BYTES_MAX)
        try:
            return json.loads(request.body.decode(), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise MalformedJson from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
