"""What can be done with photos, one verb a file."""

from dispatch.casework.photos.actions.add import add_photo
from dispatch.casework.photos.actions.bring import Brought, bring_photos
from dispatch.casework.photos.actions.remove import remove_photo
from dispatch.casework.photos.actions.wait import drop_forgotten_photos, drop_waiting, keep_waiting

__all__ = [
    "Brought",
    "add_photo",
    "bring_photos",
    "drop_forgotten_photos",
    "drop_waiting",
    "keep_waiting",
    "remove_photo",
]
