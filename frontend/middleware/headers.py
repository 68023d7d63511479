"""What every answer says to the browser, whoever made it: page, file, refusal or failure (S25)."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The position is asked for with a button; a photo comes from the phone's own camera app. Nothing else is used.
PERMISSIONS = ", ".join(
    ["geolocation=(self)", "camera=()", "microphone=()", "payment=()", "usb=()", "display-capture=()"]
)


class HeaderMiddleware:
    """Stands outermost, over the headers of Django's own middleware.

    The content's policy is written by django-csp, once: no page of ours has another one, nor a nonce.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._written: tuple[object, str] = (None, "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy())
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    def _policy(self) -> str:
        given = settings.CONTENT_SECURITY_POLICY
        if self._written[0] is not given:
            self._written = given, build_policy()
        return self._written[1]
