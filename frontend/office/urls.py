from django.urls import path, register_converter

from frontend.office import desk, live, order, orders, people, place, rewards, steps
from frontend.office.quarters import QuarterConverter

register_converter(QuarterConverter, "quarter")

app_name = "office"
ORDER = "orders/<uuid:order_id>/"

urlpatterns = [
    path("", live.live, name="live"),
    path("orders/", orders.orders, name="orders"),
    path(ORDER, order.order, name="order"),
    path(f"{ORDER}assign/", steps.assign, name="assign"),
    path(f"{ORDER}locate/", steps.locate, name="locate"),
    path(f"{ORDER}confirm/", steps.confirm, name="confirm"),
    path(f"{ORDER}cancel/", steps.cancel, name="cancel"),
    path(f"{ORDER}reveal/", steps.reveal, name="reveal"),
    path(f"{ORDER}photos/<uuid:photo_id>/remove/", steps.remove_photo, name="photo_remove"),
    path("desk/", desk.desk, name="desk"),
    path("people/", people.people, name="people"),
    path("rewards/", rewards.rewards, name="rewards"),
    path("rewards/<quarter:quarter>.xlsx", rewards.reward_export, name="reward_export"),
    path("ask/", place.place, name="place"),
]
