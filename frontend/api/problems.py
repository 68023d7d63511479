"""Problem details (RFC 9457): how a refusal is told to a machine."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from agents.errors import InvalidInput, Refusal
from agents.text import clean
from frontend.middleware.refusals import STATUS

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
# Of a body full of faults the first ones are enough.
ERRORS_MAX = 50

TITLES = {
    400: _("Malformed request"),
    401: _("Not signed in"),
    403: _("Not permitted"),
    404: _("Not found"),
    405: _("Method not allowed"),
    409: _("Conflict"),
    411: _("Length required"),
    412: _("Changed in the meantime"),
    413: _("Too large"),
    415: _("Wrong media type"),
    422: _("Invalid input"),
    429: _("Too many requests"),
    500: _("Failed on our side"),
    503: _("Not available for a moment"),
}
DETAILS = {
    400: _("This request cannot be understood."),
    403: _("You may not do this."),
    404: _("There is nothing at this address."),
    405: _("This address does not know this method."),
    411: _("Say the length of the body (Content-Length)."),
    413: _("This is larger than what is accepted here."),
    # A commit whose answer was lost may have been kept.
    503: _("The service is not available for a moment. Please send the same again, with the same id."),
}
FAILED = _("Something failed on our side. Nothing was changed; please try again.")


def is_machines(request: HttpRequest) -> bool:
    """Is this address one of the machine door?"""
    return request.path_info.startswith(PREFIX)


def problem_of(refusal: Refusal) -> HttpResponse:
    """In the language that is active now."""
    status = status_of(refusal)
    errors = []
    if isinstance(refusal, InvalidInput):
        errors = [_error(field, fault) for field, faults in refusal.problems.items() for fault in faults]
    elif refusal.field and status == HTTPStatus.UNPROCESSABLE_ENTITY:
        errors = [_error(refusal.field, refusal)]
    response = _problem(status, refusal.code, str(refusal), refusal.facts, errors[:ERRORS_MAX])
    if "retry_after" in refusal.facts:
        response.headers["Retry-After"] = str(refusal.facts["retry_after"])
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def problem_of_status(status: int) -> HttpResponse:
    """For an error that no refusal explains."""
    code = HTTPStatus(status).phrase.lower().replace(" ", "_").replace("-", "_")
    return _problem(status, code, gettext(DETAILS.get(status, FAILED)), {}, [])


def status_of(refusal: Refusal) -> int:
    return int(getattr(refusal, "status", STATUS[refusal.kind]))


def _problem(
    status: int, code: str, detail: str, facts: Mapping[str, Any], errors: Iterable[dict[str, str]]
) -> HttpResponse:
    body = {
        "type": f"urn:problem-type:{code}",
        "title": gettext(TITLES.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "detail": detail,
        "code": code,
        "facts": facts,
        "errors": list(errors),
    }
    return HttpResponse(json.dumps(body, cls=DjangoJSONEncoder), status=status, content_type=MEDIA_TYPE)


def _error(field: str, refusal: Refusal) -> dict[str, str]:
    # The name may be the client's own invention (an unknown field), so it is cleaned and cut like any words.
    return {"field": clean(field)[:100], "code": refusal.code, "detail": str(refusal)}
