"""Photos of an order, for who asked and who carries it: the body is the picture itself, the address its id."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from agents import clock
from agents.models import Agent, User
from dispatch.casework.photos.access import sees_photos
from dispatch.casework.photos.actions import add_photo, remove_photo
from dispatch.casework.photos.cleaning import BYTES_MAX, MEGABYTE
from dispatch.casework.photos.errors import PhotoNotFound, PhotoTooLarge
from dispatch.casework.photos.models import Photo
from dispatch.orders.access import is_asker
from dispatch.orders.changes import read_order
from dispatch.orders.errors import OrderNotFound
from frontend.api.auth import user_of
from frontend.api.described import problems
from frontend.api.schemas.photos import PhotosTold, PhotoTold
from frontend.photos.show import picture

router = Router(tags=["photos"])
ONE = "/orders/{uuid:order_id}/photos/{uuid:photo_id}"
BINARY = {"schema": {"type": "string", "format": "binary"}}
SENT: dict[str, Any] = {
    "required": True,
    "description": f"JPEG, PNG or WebP, at most {BYTES_MAX // MEGABYTE} MB; kept without what the camera wrote into it",
    "content": {"image/jpeg": BINARY, "image/png": BINARY, "image/webp": BINARY},
}
SHOWN = {"description": "The picture as JPEG", "content": {"image/jpeg": BINARY}}


@router.get(
    "/orders/{uuid:order_id}/photos",
    operation_id="list_photos",
    response=PhotosTold,
    openapi_extra=problems(404),
)
def list_photos(request: HttpRequest, order_id: UUID) -> PhotosTold:
    """Oldest first: for who asked, and for who carries it while the applicant may be seen."""
    user = user_of(request)
    order = read_order(order_id, county_id=user.county_id)
    if not sees_photos(order, user, at=clock.now()):
        raise OrderNotFound
    return PhotosTold(rows=[PhotoTold.of(photo) for photo in Photo.objects.kept().filter(order=order)])


@router.put(
    ONE,
    operation_id="add_photo",
    response={201: PhotoTold},
    openapi_extra=problems(403, 404, 409, 411, 413, 422, requestBody=SENT),
)
def put_photo(request: HttpRequest, order_id: UUID, photo_id: UUID) -> Status[PhotoTold]:
    """Add a photo under an id of your own making. The same picture sent again is the same photo."""
    user = user_of(request)
    by = _hand(order_id, user)
    photo = add_photo(order_id, photo_id=photo_id, content=_body(request), by=by, at=clock.now())
    return Status(201, PhotoTold.of(photo))


@router.get(
    ONE, operation_id="get_photo", openapi_extra={"responses": {200: SHOWN, **problems(404)["responses"]}}
)
def get_photo(
    request: HttpRequest, order_id: UUID, photo_id: UUID, size: Literal["full", "small"] = "full"
) -> HttpResponse:
    """The picture: 1600 pixels at most, or 320 when small."""
    user = user_of(request)
    photos = Photo.objects.kept().select_related("order__policy").filter(county=user.county)
    photo = photos.filter(pk=photo_id, order_id=order_id).first()
    if photo is None or not sees_photos(photo.order, user, at=clock.now()):
        raise PhotoNotFound
    return picture(photo, size)


@router.delete(ONE, operation_id="remove_photo", response={204: None}, openapi_extra=problems(403, 404, 409))
def delete_photo(request: HttpRequest, order_id: UUID, photo_id: UUID) -> Status[None]:
    """By who added it, while the order is live. Its file is erased."""
    user = user_of(request)
    remove_photo(order_id, photo_id=photo_id, by=_hand(order_id, user), at=clock.now())
    return Status(204, None)


def _body(request: HttpRequest) -> bytes:
    """Raises PhotoTooLarge. Not ``request.body``, whose limit is meant for words."""
    content = request.read(BYTES_MAX + 1)
    if len(content) > BYTES_MAX:
        raise PhotoTooLarge(max=BYTES_MAX // MEGABYTE)
    return content


def _hand(order_id: UUID, user: User) -> Agent | User:
    """Who asked acts as that, also when they are an agent by trade."""
    agent = user.as_agent
    if agent and not is_asker(read_order(order_id, county_id=user.county_id), user):
        return agent
    return user
