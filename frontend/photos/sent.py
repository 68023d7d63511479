"""Photos as a form or a script sends them: one with an ``id`` made by the page, or several beside a request."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from agents.errors import NotAChoice, Refusal
from dispatch.casework.photos.cleaning import BYTES_MAX, MEGABYTE
from dispatch.casework.photos.errors import PhotoMissing, PhotoTooLarge, TooLargeTogether
from frontend.photos.bounds import was_cut


def sent_picture(request: HttpRequest) -> bytes:
    """The file ``photo``. Raises PhotoMissing or PhotoTooLarge."""
    # The files first: whether reading was stopped is known only afterwards.
    file = request.FILES.get("photo")
    if was_cut(request) or (file and file.size and file.size > BYTES_MAX):
        raise PhotoTooLarge(max=BYTES_MAX // MEGABYTE)
    if file is None:
        raise PhotoMissing
    content: bytes = file.read()
    return content


def sent_photo(request: HttpRequest) -> tuple[UUID, bytes]:
    """With the ``id`` that its page made. Raises PhotoMissing, PhotoTooLarge or NotAChoice (``id`` is no UUID)."""
    content = sent_picture(request)
    try:
        return UUID(request.POST.get("id", "")), content
    except ValueError:
        raise NotAChoice(field="id") from None


def sent_photos(request: HttpRequest) -> tuple[list[bytes], list[Refusal]]:
    """``photos``: several files of one form, as they came, and why others did not come in. Refuses nothing itself."""
    files = request.FILES.getlist("photos")
    refused: list[Refusal] = []
    if was_cut(request):
        refused.append(TooLargeTogether(max=settings.UPLOAD_BYTES_MAX // MEGABYTE))
    too_large = [file for file in files if (file.size or 0) > BYTES_MAX]
    refused += [PhotoTooLarge(max=BYTES_MAX // MEGABYTE) for _ in too_large]
    return [file.read() for file in files if file not in too_large], refused
