"""QR codes as pictures of their own address: a page stays small, and a strict policy has nothing to forbid."""

from io import BytesIO

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def qr_svg(request: HttpRequest, door: str, *args: str) -> HttpResponse:
    """The full address of a page of this site, drawn by segno on white, with the quiet border that readers want."""
    address = request.build_absolute_uri(reverse(door, args=args))
    drawing = BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", border=2, omitsize=True, dark="#1b2420", light="#fff", xmldecl=False
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
