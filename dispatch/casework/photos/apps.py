from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "dispatch.casework.photos"
    label = "photos"

    def ready(self) -> None:
        from dispatch.casework.photos import receivers  # noqa: F401
