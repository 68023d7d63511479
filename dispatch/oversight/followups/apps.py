from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "dispatch.oversight.followups"
    label = "followups"

    def ready(self) -> None:
        from dispatch.oversight.followups import receivers  # noqa: F401
