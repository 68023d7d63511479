"""From which address a request came, for whatever is written down while it is answered (S24)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from agents.audit import at_door
from frontend.address import client_address


class DoorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with at_door(client_address(request)):
            return self.get_response(request)
