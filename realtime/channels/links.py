"""What a notification shows and where it leads."""

import hashlib

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from realtime.channels.base import Parcel


def full_link(parcel: Parcel) -> str:
    """Empty when the message leads nowhere or PUBLIC_URL is not set."""
    return settings.PUBLIC_URL + parcel.link if settings.PUBLIC_URL and parcel.link else ""


def tag_of(parcel: Parcel) -> str:
    """The same for all news of one page, so that a phone shows the latest only, and once (F10): 32 characters."""
    about = parcel.link or parcel.delivery_id.hex
    return hashlib.sha256(about.encode()).hexdigest()[:32]


def cover_of(parcel: Parcel) -> str:
    """Words for a locked screen: a secret is not shown there."""
    if not parcel.is_secret:
        return parcel.text
    # Sends run in threads that have no language of their own.
    with translation.override(parcel.language):
        return _("You have a new message.")
