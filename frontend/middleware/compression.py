"""Pages are sent small (X18). Static files lie compressed beside themselves (WhiteNoise)."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Gzip for pages alone: an ETag of the machine door would no longer be the one it compares with.

    Django pads each answer by a random length and masks the CSRF token anew each time, so that its size tells nothing
    about the secrets in it (BREACH).
    """

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response  # type: ignore[no-any-return]
        return super().process_response(request, response)
