from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "dispatch.catalogue"
    label = "catalogue"
