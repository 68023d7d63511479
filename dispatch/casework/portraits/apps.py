from django.apps import AppConfig


class PortraitsConfig(AppConfig):
    name = "dispatch.casework.portraits"
    label = "portraits"

    def ready(self) -> None:
        from dispatch.casework.portraits import receivers  # noqa: F401
