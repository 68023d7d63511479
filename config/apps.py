from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The composition root as an app: deploy checks and the commands of those who run the house."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from config.checks import deployment  # noqa: F401
