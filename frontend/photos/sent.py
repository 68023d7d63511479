"""A photo as a form or a script sends it: ``id`` made by the page, ``photo`` the file."""

from uuid import UUID

from django.http import HttpRequest

from agents.errors import NotAChoice
from dispatch.casework.photos.cleaning import BYTES_MAX, MEGABYTE
from dispatch.casework.photos.errors import PhotoMissing, PhotoTooLarge
from frontend.photos.bounds import was_cut


def sent_photo(request: HttpRequest) -> tuple[UUID, bytes]:
    """Raises PhotoMissing, PhotoTooLarge or NotAChoice (``id`` is no UUID)."""
    # The files first: whether reading was stopped is known only afterwards.
    file = request.FILES.get("photo")
    if was_cut(request) or (file and file.size and file.size > BYTES_MAX):
        raise PhotoTooLarge(max=BYTES_MAX // MEGABYTE)
    if file is None:
        raise PhotoMissing
    try:
        return UUID(request.POST.get("id", "")), file.read()
    except ValueError:
        raise NotAChoice(field="id") from None
