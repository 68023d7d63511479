"""Adding and removing a photo: each a line of the order's timeline."""

from dispatch.casework.photos.actions.add import add_photo
from dispatch.casework.photos.actions.remove import remove_photo

__all__ = ["add_photo", "remove_photo"]
