from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "dispatch.orders"
    label = "orders"
