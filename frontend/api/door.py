"""The machine door: django-ninja, taught to say every refusal as problem details."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema

from agents.errors import NotFound, Refusal, SignedOut
from frontend.api.described import describe_problems
from frontend.api.errors import BodyTooLarge, MalformedJson
from frontend.api.parsing import BODY_BYTES_MAX, JsonParser
from frontend.api.problems import problem_of, problem_of_status
from frontend.api.validation import faults_of, refusal_of


class Door(NinjaAPI):
    def __init__(self, **said: Any) -> None:
        super().__init__(parser=JsonParser(), **said)
        self.add_exception_handler(Refusal, _refused)
        self.add_exception_handler(HttpError, _not_understood)
        self.add_exception_handler(Http404, _nothing_here)
        self.add_exception_handler(ValidationError, _invalid)
        self.add_exception_handler(RequestDataTooBig, _too_big)
        self.add_exception_handler(UnreadablePostError, _unreadable)

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        faults = [fault for context in error_contexts for fault in faults_of(context)]
        return ValidationError(faults)  # type: ignore[arg-type]

    def get_openapi_schema(self, **said: Any) -> OpenAPISchema:
        return describe_problems(super().get_openapi_schema(**said))


def _refused(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    return problem_of(refusal if isinstance(refusal, Refusal) else refusal())


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    """ninja wraps whatever its parser meets; the refusal inside says it better."""
    if isinstance(error, AuthenticationError):
        return problem_of(SignedOut())
    if isinstance(error.__cause__, Refusal):
        return problem_of(error.__cause__)
    return problem_of_status(error.status_code)


def _nothing_here(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(NotFound())


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(refusal_of(error.errors))


def _too_big(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(BodyTooLarge(max=BODY_BYTES_MAX))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(MalformedJson())
