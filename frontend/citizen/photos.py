"""Photos that the one who asked adds to the order: of papers, of the leaking roof."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dispatch.casework.photos.actions import add_photo, remove_photo
from frontend.citizen.verbs import answer_verb
from frontend.doors import signed_in, user_of
from frontend.photos.sent import sent_photo


@signed_in
@require_POST
def add(request: HttpRequest, order_id: UUID) -> HttpResponse:
    def act() -> str:
        photo_id, content = sent_photo(request)
        add_photo(order_id, photo_id=photo_id, content=content, by=user_of(request), at=timezone.now())
        return _("The photo is with your request.")

    return answer_verb(request, order_id, act, {})


@signed_in
@require_POST
def remove(request: HttpRequest, order_id: UUID, photo_id: UUID) -> HttpResponse:
    def act() -> str:
        remove_photo(order_id, photo_id=photo_id, by=user_of(request), at=timezone.now())
        return _("The photo is removed and erased.")

    return answer_verb(request, order_id, act, {})
