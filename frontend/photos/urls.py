from django.urls import path, register_converter

from dispatch.casework.photos.store import SIZES
from frontend.photos import portraits, show


class SizeConverter:
    """``full`` or ``small``; any other word is no address at all."""

    regex = "|".join(SIZES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SizeConverter, "photo_size")

app_name = "photos"
urlpatterns = [
    path("<uuid:order_id>/agent.jpg", portraits.portrait_of_order, name="agent"),
    path("waiting/<uuid:photo_id>.jpg", show.waiting_photo, name="waiting"),
    path("<uuid:order_id>/<uuid:photo_id>/<photo_size:size>.jpg", show.photo, name="photo"),
]
