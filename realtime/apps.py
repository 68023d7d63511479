from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"
    label = "realtime"

    def ready(self) -> None:
        from realtime import checks, receivers, receivers_of_points  # noqa: F401
        from realtime.hub import hub
        from realtime.telling.frames import make_cards

        hub.makes_cards_by(make_cards)
