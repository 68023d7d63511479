from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "dispatch.announcements"
    label = "announcements"
