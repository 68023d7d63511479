"""What every answer says to the browser, whoever made it: page, file, refusal or failure (S25)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The position is asked for with a button; a photo comes from the phone's own camera app. Nothing else is used.
PERMISSIONS = ", ".join(
    ["geolocation=(self)", "camera=()", "microphone=()", "payment=()", "usb=()", "display-capture=()"]
)


class HeaderMiddleware:
    """Stands outermost, over the headers of Django's own and django-csp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
