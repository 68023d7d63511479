from dispatch.casework.photos.models.files import PhotoFiles
from dispatch.casework.photos.models.photo import Photo
from dispatch.casework.photos.models.waiting import WaitingPhoto

__all__ = ["Photo", "PhotoFiles", "WaitingPhoto"]
