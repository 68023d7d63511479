"""Photos in the form of a request: they go along with it, wait while it is mended, and never hold it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.errors import Refusal
from agents.models import User
from dispatch.casework.photos.actions import bring_photos, drop_waiting, keep_waiting
from dispatch.casework.photos.models import WaitingPhoto
from dispatch.orders.models import Order
from frontend.citizen.asking import Asked
from frontend.doors import county_of
from frontend.photos.sent import sent_photos
from frontend.photos.waiting import wait_here, wait_no_more, waiting_here


def photos_waiting(request: HttpRequest, request_id: UUID | str) -> list[WaitingPhoto]:
    """For this very request. No statement where none ever waited."""
    here = waiting_here(request)
    return list(WaitingPhoto.objects.filter(pk__in=here, request_id=request_id)) if here else []


def let_wait(request: HttpRequest, asked: Asked) -> list[str]:
    """What was sent waits for the request to be placed. Answers why some does not, each reason once."""
    contents, refused = _sent(request)
    if contents:
        ids, more = keep_waiting(
            contents,
            known=waiting_here(request),
            request_id=UUID(asked.id),
            county=county_of(request),
            at=timezone.now(),
        )
        wait_here(request, ids)
        refused += more
    return _sentences(refused)


def go_along(request: HttpRequest, order: Order, by: User) -> None:
    """What waited and what was sent goes with the order that was placed; what does not is said on the next page."""
    contents, refused = _sent(request)
    waiting = [photo.pk for photo in photos_waiting(request, order.pk)]
    if contents or waiting:
        brought = bring_photos(order.pk, contents, waiting=waiting, by=by, at=timezone.now())
        refused += brought.refused
        wait_no_more(request, waiting)
    for sentence in _sentences(refused):
        messages.warning(
            request,
            _("Your request is sent, but not every photo went along. %(why)s You can add it below.")
            % {"why": sentence},
        )


def say_left_out(request: HttpRequest, sentences: list[str]) -> None:
    """On the page where the phone is proven: the request goes on without these."""
    for sentence in sentences:
        messages.warning(
            request,
            _("Not every photo goes along. %(why)s You can add it once the request is sent.")
            % {"why": sentence},
        )


def _sent(request: HttpRequest) -> tuple[list[bytes], list[Refusal]]:
    """And out goes what was marked to be left out."""
    marked = set(request.POST.getlist("leave_out"))
    dropped = {each for each in waiting_here(request) if str(each) in marked}
    if dropped:
        drop_waiting(dropped)
        wait_no_more(request, dropped)
    return sent_photos(request)


def _sentences(refused: list[Refusal]) -> list[str]:
    return list(dict.fromkeys(str(refusal) for refusal in refused))
