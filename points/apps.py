from django.apps import AppConfig


class PointsConfig(AppConfig):
    name = "points"
    label = "points"

    def ready(self) -> None:
        from points import auditing, first_rule, receivers  # noqa: F401
