from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "dispatch.casework.photos"
    label = "photos"
