"""Why a photo is refused, in words that say what to do instead."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, NotFound, Refusal


class PhotoMissing(Refusal):
    code = "photo_missing"
    sentence = _("Please choose a photo first.")
    field = "photo"


class PhotoTooLarge(Refusal):
    """``max`` in megabytes."""

    code = "photo_too_large"
    sentence = _("This photo is too large: at most %(max)d MB.")
    field = "photo"


class PhotoTooWide(Refusal):
    """``max`` in millions of pixels."""

    code = "photo_too_wide"
    sentence = _("This picture has too many pixels: at most %(max)d million. A normal photo has far fewer.")
    field = "photo"


class NotAPhoto(Refusal):
    code = "not_a_photo"
    sentence = _("This is not a photo that can be read. JPEG, PNG and WebP are understood.")
    field = "photo"


class PhotoBroken(Refusal):
    code = "photo_broken"
    sentence = _("This photo did not arrive whole. Please take it or choose it again.")
    field = "photo"


class TooManyPhotos(Refusal):
    kind = Kind.CONFLICT
    code = "too_many_photos"
    sentence = _("An order holds at most %(max)d photos. Remove one first.")
    field = "photo"


class TooManyAtOnce(Refusal):
    """With a request; what is over the limit stays behind, the request does not."""

    code = "too_many_at_once"
    sentence = _("At most %(max)d photos go with a request.")
    field = "photos"


class TooLargeTogether(Refusal):
    """``max`` in megabytes."""

    code = "too_large_together"
    sentence = _("Together the photos are too large: at most %(max)d MB at once.")
    field = "photos"


class PhotoIdTaken(Refusal):
    """The same id with another picture, another order or another person."""

    code = "photo_id_taken"
    sentence = _("A different photo was already sent under this id.")
    field = "id"


class NoRoomForPhotos(Refusal):
    """The disk is full or away; nothing was kept of it."""

    kind = Kind.CONFLICT
    code = "no_room_for_photos"
    sentence = _("The photo could not be kept just now. Nothing is lost: please send it again later.")
    field = "photo"


class PhotoNotFound(NotFound):
    code = "photo_not_found"
    sentence = _("There is no such photo, or it is not yours to see.")
