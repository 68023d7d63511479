from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "dispatch.orders"
    label = "orders"

    def ready(self) -> None:
        from dispatch.orders import receivers  # noqa: F401
