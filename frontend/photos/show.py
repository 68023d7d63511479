"""One photo, to those who may see it (S17). Never a static file, and never kept by anything in between."""

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.models import User
from dispatch.casework.photos.access import may_reveal_photos, sees_photos
from dispatch.casework.photos.errors import PhotoNotFound
from dispatch.casework.photos.models import Photo, WaitingPhoto
from dispatch.casework.photos.store import path_of
from dispatch.orders.models import Order
from frontend.doors import signed_in, user_of
from frontend.photos.keys import opens
from frontend.photos.waiting import waiting_here


@signed_in
@require_safe
def photo(request: HttpRequest, order_id: UUID, photo_id: UUID, size: str) -> HttpResponse:
    """Raises PhotoNotFound, also for who may not see it."""
    user = user_of(request)
    photos = Photo.objects.kept().select_related("order__policy").filter(county=user.county)
    found = photos.filter(pk=photo_id, order_id=order_id).first()
    if found is None or not _may_see(found.order, user, request.GET.get("key", "")):
        raise PhotoNotFound
    return picture(found, size)


@require_safe
def waiting_photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Of a request that is no order yet, to the session in which it was chosen. Raises PhotoNotFound."""
    found = WaitingPhoto.objects.filter(pk=photo_id).first() if photo_id in waiting_here(request) else None
    if found is None:
        raise PhotoNotFound
    response = picture(found, "small")
    response["Vary"] = "Cookie"
    return response


def picture(photo: Photo | WaitingPhoto, size: str) -> HttpResponse:
    """Raises PhotoNotFound."""
    return picture_at(path_of(photo.name, size), f"photo-{photo.pk.hex[:8]}.jpg")


def picture_at(path: Path, name: str) -> HttpResponse:
    """The file as an answer: under our own name, as nothing but a picture, kept nowhere. Raises PhotoNotFound."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise PhotoNotFound from None
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _may_see(order: Order, user: User, key: str) -> bool:
    officer = user.as_officer
    if officer and key:
        return may_reveal_photos(order, officer) and opens(key, order.pk, officer)
    return sees_photos(order, user, at=timezone.now())
