"""What the answer to a handshake says besides "yes": it is an HTTP answer like any other (S25)."""

from django.conf import settings


def handshake_headers() -> list[tuple[bytes, bytes]]:
    headers = [(b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
    if settings.SECURE_HSTS_SECONDS:
        said = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        headers.append((b"strict-transport-security", said.encode()))
    return headers
